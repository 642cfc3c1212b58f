/**
 * Writes runs of many benchmarks for the benchmarks of `perfwatch compare`:
 *
 *   node test/bench/makeRuns.mjs FOLDER 1000 10000
 *
 * gives FOLDER/1000/base.json, FOLDER/1000/candidate.json and so on: 5 launches × 100 samples each.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runOf } from './madeRuns.mjs';

const size = { launches: 5, samplesPerLaunch: 100 };

const [folder = '.', ...counts] = process.argv.slice(2);
for (const count of counts) {
  mkdirSync(join(folder, count), { recursive: true });
  writeFileSync(
    join(folder, count, 'base.json'),
    JSON.stringify(runOf('many', Number(count), 1, size)),
  );
  writeFileSync(
    join(folder, count, 'candidate.json'),
    JSON.stringify(runOf('many', Number(count), 2, size)),
  );
}
