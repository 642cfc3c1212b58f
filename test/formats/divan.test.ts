/** divan's table, by the places of its columns. */
import { describe, expect, it } from 'vitest';
import { divan } from '../../src/formats/divan.ts';
import { headOf } from '../../src/formats/head.ts';
import { readAs } from './recordedFiles.ts';

const header =
  'sums            fastest       │ slowest       │ median        │ mean          │ samples │ iters';
const row = (label: string, median: string, rest = '│ 1 ns          │ 100     │ 100') =>
  `${label.padEnd(16)}1 ns          │ 2 ns          │ ${median.padEnd(14)}${rest}`;
const table = (...rows: string[]) => `${[header, ...rows].join('\n')}\n`;

const timesOf = (text: string) =>
  readAs(divan, text).benchmarks.map(({ path, metrics }) => [
    path.join(' '),
    metrics[0]?.launches[0]?.samples[0],
  ]);

describe('divan', () => {
  it('reads every unit of time', () => {
    const units = ['999.5 ps', '1.5 ns', '27.07 µs', '3.1 ms', '2 s', '1.5 m', '2 h'];
    const rows = units.map((text, index) => row(`├─ b${index}`, text));
    expect(timesOf(table(...rows)).map(([, value]) => value)).toEqual([
      9.995e-10, 1.5e-9, 2.707e-5, 3.1e-3, 2, 90, 7200,
    ]);
  });

  it('follows the tree through groups, and out of them', () => {
    const text = table(
      '├─ outer                      │               │               │               │         │',
      '│  ├─ inner                   │               │               │               │         │',
      row('│  │  ╰─ deep', '1 ns'),
      row('│  ╰─ shallow', '2 ns'),
      row('╰─ last', '3 ns'),
    );
    expect(timesOf(text)).toEqual([
      ['sums outer inner deep', 1e-9],
      ['sums outer shallow', 2e-9],
      ['sums last', 3e-9],
    ]);
  });

  it('calls failed what ends in the middle of its row', () => {
    const { benchmarks } = readAs(divan, table(row('├─ a', '1 ns'), '╰─ broken'));
    expect(benchmarks.map(({ path, state }) => [path.at(-1), state])).toEqual([
      ['a', 'measured'],
      ['broken', 'failed'],
    ]);
  });

  it('counts a median that it cannot read', () => {
    const { benchmarks, passedOver } = readAs(
      divan,
      table(row('├─ a', '1 fortnight'), row('╰─ b', 'soon')),
    );
    expect(benchmarks).toEqual([]);
    expect(passedOver).toEqual([
      { why: 'a median is no number in a unit that is known', count: 2, line: 2 },
    ]);
  });

  it('reads powers of 1024 as what they are', () => {
    const text = table(
      row('╰─ a', '1 ns'),
      '                alloc:        │               │               │               │         │',
      '                  2           │ 2             │ 2             │ 2             │         │',
      '                  3 KiB       │ 3 KiB         │ 3 KiB         │ 3 KiB         │         │',
    );
    const metrics = readAs(divan, text).benchmarks[0]?.metrics ?? [];
    expect(metrics.map(({ metric, launches }) => [metric.name, launches[0]?.samples[0]])).toEqual([
      ['time', 1e-9],
      ['allocations', 2],
      ['allocated', 3072],
    ]);
  });

  it('is told by its header alone', () => {
    expect(divan.detect(headOf(table(row('╰─ a', '1 ns'))))).toBe(true);
    expect(divan.detect(headOf('fastest slowest median mean samples iters\n'))).toBe(false);
  });
});
