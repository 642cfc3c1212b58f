/** The JSON of Julia's BenchmarkTools (`BenchmarkTools.save`): trials with all their samples, in groups. */
import type { BenchmarkName, Format, Metric, Results } from './format.ts';
import { type JsonDocument, jsonReader } from './jsonDocument.ts';
import { allocated, allocations, time } from './metrics.ts';
import { at, listOf, numberOf, objectOf, textOf } from './shape.ts';

const nanosecondsPerSecond = 1e9;

/** Of the time that an evaluation takes, what the collector took. */
const collectorTime: Metric = { name: 'gc-time', unit: 's', direction: 'lower-is-better' };

/** A value with its type, as `["Trial", {…}]`. */
interface Typed {
  readonly type: string;
  readonly fields: unknown;
}

function typedOf(value: unknown): Typed | null {
  const [type, fields] = listOf(value) ?? [];
  return typeof type === 'string' && objectOf(fields)
    ? { type: type.replace(/^BenchmarkTools\./, ''), fields }
    : null;
}

const secondsOf = (nanoseconds: unknown) =>
  (numberOf(nanoseconds) ?? Number.NaN) / nanosecondsPerSecond;

/** What is counted, of one evaluation; of a trial's samples the least. */
function readCounts(name: BenchmarkName, fields: unknown, results: Results): void {
  for (const [key, metric] of [
    ['memory', allocated],
    ['allocs', allocations],
  ] as const) {
    const count = numberOf(at(fields, key));
    if (count !== undefined) results.series(name, metric, 'figure').add(count);
  }
}

function readTrial(name: BenchmarkName, fields: unknown, results: Results): void {
  const evaluations = numberOf(at(typedOf(at(fields, 'params'))?.fields, 'evals'));
  const kind = evaluations === 1 ? 'call' : 'batch';
  for (const [key, metric] of [
    ['times', time],
    ['gctimes', collectorTime],
  ] as const) {
    const series = results.series(name, metric, kind);
    for (const value of listOf(at(fields, key)) ?? []) series.add(secondsOf(value));
  }
  readCounts(name, fields, results);
  results.rows(1);
}

function readEstimate(name: BenchmarkName, fields: unknown, results: Results): void {
  results.series(name, time, 'figure').add(secondsOf(at(fields, 'time')));
  const collected = at(fields, 'gctime');
  if (collected !== undefined) {
    results.series(name, collectorTime, 'figure').add(secondsOf(collected));
  }
  readCounts(name, fields, results);
  results.rows(1);
}

function read({ value, lineOf }: JsonDocument, results: Results): void {
  const [versions, saved] = listOf(value) ?? [];
  results.fact('version', textOf(at(versions, 'BenchmarkTools')) ?? '');
  const julia = textOf(at(versions, 'Julia'));
  if (julia !== undefined) results.fact('runtime', `Julia ${julia}`);
  const seen = new Set<string>();
  const readMember = (member: unknown, path: readonly string[], line: number | undefined): void => {
    const typed = typedOf(member);
    const place = lineOf(typed?.fields) ?? line;
    if (!typed) {
      results.passOver('a member of a group has no type and fields', place);
    } else if (typed.type === 'BenchmarkGroup') {
      for (const [key, one] of Object.entries(objectOf(at(typed.fields, 'data')) ?? {})) {
        readMember(one, [...path, key], place);
      }
    } else if (typed.type !== 'Trial' && typed.type !== 'TrialEstimate') {
      results.passOver(`a ${typed.type.slice(0, 60)} is no measurement`, place);
    } else if (seen.has(JSON.stringify(path))) {
      results.passOver('two benchmarks have the same name; the first one is read', place);
    } else {
      seen.add(JSON.stringify(path));
      (typed.type === 'Trial' ? readTrial : readEstimate)({ path }, typed.fields, results);
    }
  };
  for (const [index, one] of (listOf(saved) ?? []).entries()) {
    // Only what is in a group has a name.
    const isGroup = typedOf(one)?.type === 'BenchmarkGroup';
    readMember(one, isGroup ? [] : [`trial ${index + 1}`], undefined);
  }
}

export const benchmarkTools: Format = {
  name: 'benchmarktools',
  title: 'BenchmarkTools.jl JSON (Julia)',
  looksFor: 'a list that begins with an object with "Julia" and "BenchmarkTools"',
  testedWith: ['BenchmarkTools.jl (from its documentation)'],
  values: 'all samples of a trial; one figure of an estimate',
  metrics: 'time, time of the collector, allocated, allocations',
  detect: ({ json }) => {
    const [versions] = listOf(json) ?? [];
    return (
      typeof at(versions, 'Julia') === 'string' && at(versions, 'BenchmarkTools') !== undefined
    );
  },
  reader: jsonReader(read),
};
