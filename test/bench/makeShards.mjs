/**
 * Writes the shards of a paired run for the measurement of `perfwatch merge`:
 *
 *   node test/bench/makeShards.mjs FOLDER 20 500 7
 *
 * gives FOLDER/shard-1/run.json, FOLDER/shard-1/base.json and so on: 20 shards of a suite of 500
 * benchmarks each, with 7 rounds × 10 samples: about what it takes to decide, and the fewest samples
 * that criterion takes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runOf } from './madeRuns.mjs';

const looks = [5, 7, 10, 14, 20];

const [folder = '.', shardCount, benchmarkCount, rounds] = process.argv.slice(2);
const size = { launches: Number(rounds), samplesPerLaunch: 10 };
const count = Number(shardCount);
const suites = Array.from({ length: count }, (_, index) => `suite-${index + 1}`);
for (const [index, suite] of suites.entries()) {
  const place = join(folder, `shard-${index + 1}`);
  const ids = { base: `base-${index}`, candidate: `candidate-${index}` };
  const plan = { suites, shard: { index: index + 1, count }, asked: null, digest: '0'.repeat(64) };
  const sideOf = (side, other, seed) => {
    // As perfwatch writes them, the suites come last.
    const { suites: results, ...facts } = runOf(suite, Number(benchmarkCount), seed, size);
    const pairing = {
      side,
      with: ids[other],
      base: 'main (f93cc5b)',
      design: 'alternating',
      looks,
    };
    return { ...facts, id: ids[side], pairing, selection: [suite], plan, suites: results };
  };
  mkdirSync(place, { recursive: true });
  const runs = {
    run: sideOf('candidate', 'base', 2 * index),
    base: sideOf('base', 'candidate', 2 * index + 1),
  };
  for (const [name, run] of Object.entries(runs)) {
    writeFileSync(join(place, `${name}.json`), JSON.stringify(run));
  }
}
