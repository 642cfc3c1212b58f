/** The JSON of Julia's BenchmarkTools (`BenchmarkTools.save`): trials with all their samples, in groups. */
import type { BenchmarkName, Format, Metric, Results } from './format.ts';
import { type JsonDocument, jsonReader } from './jsonDocument.ts';
import { allocated, allocations, time } from './metrics.ts';
import { at, figureOf, listOf, numberOf, objectOf, textOf } from './shape.ts';

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
    const count = figureOf(at(fields, key));
    if (count !== undefined) results.series(name, metric, 'figure').add(count);
  }
}

function readTrial(
  name: BenchmarkName,
  fields: unknown,
  { list }: JsonDocument,
  results: Results,
): void {
  const evaluations = numberOf(at(typedOf(at(fields, 'params'))?.fields, 'evals'));
  const kind = evaluations === 1 ? 'call' : 'batch';
  for (const [key, metric] of [
    ['times', time],
    ['gctimes', collectorTime],
  ] as const) {
    const series = results.series(name, metric, kind);
    for (const value of list(fields, key)) series.add(secondsOf(value));
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

function read(document: JsonDocument, results: Results): void {
  const { value, list, goTo } = document;
  const [versions] = list(value);
  results.fact('version', textOf(at(versions, 'BenchmarkTools')) ?? '');
  const julia = textOf(at(versions, 'Julia'));
  if (julia !== undefined) results.fact('runtime', `Julia ${julia}`);
  const seen = new Set<string>();
  // A member is a list of its type and its fields, so that only the object around it leads to it.
  const readMember = (member: unknown, path: readonly string[]): void => {
    const typed = typedOf(member);
    if (!typed) results.passOver('a member of a group has no type and fields');
    else if (typed.type === 'BenchmarkGroup') {
      const data = at(typed.fields, 'data');
      if (!objectOf(data)) results.passOver('a group has no members');
      for (const [key, one] of Object.entries(objectOf(data) ?? {})) {
        goTo(data, key);
        readMember(one, [...path, key]);
      }
    } else if (typed.type !== 'Trial' && typed.type !== 'TrialEstimate') {
      results.passOver(`a ${typed.type.slice(0, 60)} is no measurement`);
    } else if (seen.has(JSON.stringify(path))) {
      results.passOver('two benchmarks have the same name; the first one is read');
    } else {
      seen.add(JSON.stringify(path));
      if (typed.type === 'Trial') readTrial({ path }, typed.fields, document, results);
      else readEstimate({ path }, typed.fields, results);
    }
  };
  for (const [index, one] of list(value, 1).entries()) {
    // Only what is in a group has a name.
    const isGroup = typedOf(one)?.type === 'BenchmarkGroup';
    goTo(value, 1, index);
    readMember(one, isGroup ? [] : [`trial ${index + 1}`]);
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
