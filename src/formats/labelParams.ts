/** Results of one file that differ only by their circumstances are told apart by parameters. Pure. */
import type { ReadBenchmark, Reading } from './reading.ts';

/** The names of labels that have several values in a file. */
function varying(benchmarks: readonly ReadBenchmark[]): string[] {
  const all = new Set(benchmarks.map(({ labels }) => labels));
  const names = new Set([...all].flatMap((labels) => Object.keys(labels)));
  return [...names].filter((name) => new Set([...all].map((labels) => labels[name])).size > 1);
}

/**
 * The reading with each label that varies in it as a parameter, so that no two of its benchmarks are
 * taken for one. A parameter of the same name stays, and the label becomes `label:NAME`.
 */
export function withLabelParams(reading: Reading): Reading {
  const names = varying(reading.benchmarks);
  if (names.length === 0) return reading;
  const benchmarks = reading.benchmarks.map((benchmark) => {
    const { labels, params } = benchmark;
    const told = names.flatMap((name): [string, string][] => {
      const value = labels[name];
      return value === undefined
        ? []
        : [[Object.hasOwn(params, name) ? `label:${name}` : name, value]];
    });
    return { ...benchmark, params: { ...params, ...Object.fromEntries(told) } };
  });
  return { ...reading, benchmarks };
}
