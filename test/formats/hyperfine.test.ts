import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hyperfine } from '../../src/formats/hyperfine.ts';
import { readAs, recordingsFolder } from './recordedFiles.ts';

const reading = (...results: readonly unknown[]) => readAs(hyperfine, JSON.stringify({ results }));

const entry = (command: unknown, more: object) => ({
  command,
  mean: 1,
  user: 1,
  system: 1,
  ...more,
});

describe('hyperfine', () => {
  it.each(['1.15.0', '1.20.0'])(
    '%s: times are seconds, one a process, with its mean',
    (version) => {
      const text = readFileSync(join(recordingsFolder, 'hyperfine', version, 'old.json'), 'utf8');
      const told = readAs(hyperfine, text);
      const means = readAs(
        hyperfine,
        JSON.stringify(JSON.parse(text), (key, value: unknown) =>
          key === 'times' || key === 'median' ? undefined : value,
        ),
      );
      for (const [index, { metrics }] of told.benchmarks.entries()) {
        const launches = metrics[0]?.launches ?? [];
        expect(launches.map(({ samples }) => samples.length)).toEqual(Array(6).fill(1));
        const mean = launches.reduce((sum, { samples }) => sum + (samples[0] ?? 0), 0) / 6;
        const figure = means.benchmarks[index]?.metrics.find(
          ({ metric }) => metric.name === 'time',
        );
        expect(mean).toBeCloseTo(figure?.launches[0]?.samples[0] ?? Number.NaN, 12);
      }
    },
  );

  it('keeps commands of the same name apart by their parameters', () => {
    const read = reading(
      entry('count', { times: [1], parameters: { n: '1' } }),
      entry('count', { times: [2], parameters: { n: '2' } }),
      entry('count', { times: [3], parameters: { n: '2' } }),
    );
    expect(read.benchmarks.map(({ params }) => params)).toEqual([{ n: '1' }, { n: '2' }]);
    expect(read.passedOver.map(({ why, line }) => [why, line])).toEqual([
      ['two benchmarks have the same name; the first one is read', 1],
    ]);
  });

  it('tells of runs that failed, and of times that the shell hides', () => {
    const { notices } = reading(
      entry('false', { times: [1, 0, 2], exit_codes: [1, 0, null] }),
      entry('true', { times: [1], exit_codes: [0] }),
    );
    expect(notices).toEqual([
      '2 of 3 runs of `false` ended by exit code 1, a signal, which --ignore-failure allowed.',
      '`false` took no longer than the shell that started it, whose time hyperfine takes off; give it -N (--shell=none).',
    ]);
  });

  it('counts every command that it does not read', () => {
    const { passedOver } = reading(
      entry('a', { times: [1, null] }),
      entry('b', { mean: null }),
      entry(5, { times: [1] }),
    );
    expect(passedOver.map(({ why }) => why)).toEqual([
      'a value is no number',
      'a command has neither times nor a median',
      'a command has no name',
    ]);
  });
});
