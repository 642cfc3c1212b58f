/** The JSON of Haskell's criterion (`--json`): all its samples. */
import type { BenchmarkName, Format, Metric, Results } from './format.ts';
import { type JsonDocument, jsonReader } from './jsonDocument.ts';
import { allocated, time } from './metrics.ts';
import { at, figureOf, type JsonObject, listOf, objectsOf, textOf } from './shape.ts';

/**
 * Shorter samples are mostly the clock's own cost: criterion leaves them out of its mean, and measures
 * on until it has longer ones.
 */
const shortestSeconds = 0.03;

const processorTime: Metric = { name: 'cpu-time', unit: 's', direction: 'lower-is-better' };

/** Totals of a sample that are read, by their keys. The collector's are there with `+RTS -T` only. */
const totals: ReadonlyMap<string, Metric> = new Map([
  ['time', time],
  ['cpuTime', processorTime],
  ['allocated', allocated],
]);

/** The order of the totals where a file does not tell it. */
const usualKeys = ['time', 'cpuTime', 'cycles', 'iters', 'allocated'];

/** The totals of a sample by their keys. */
type Sample = ReadonlyMap<string, number>;

function samplesOf(report: JsonObject, { list }: JsonDocument): Sample[] {
  const keys = listOf(at(report, 'reportKeys')) ?? usualKeys;
  return list(report, 'reportMeasured').map(
    (sample) =>
      new Map(
        keys.flatMap((key, index): [string, number][] => {
          const total = figureOf(listOf(sample)?.[index]);
          return typeof key === 'string' && total !== undefined ? [[key, total]] : [];
        }),
      ),
  );
}

const secondsOf = (sample: Sample) => sample.get('time') ?? Number.NaN;

/** What is no time at all is not among them. */
const isShort = (sample: Sample) => secondsOf(sample) >= 0 && secondsOf(sample) < shortestSeconds;

function readSamples(name: BenchmarkName, samples: readonly Sample[], results: Results): void {
  const hasLong = samples.some((sample) => secondsOf(sample) >= shortestSeconds);
  const read = hasLong ? samples.filter((sample) => !isShort(sample)) : samples;
  if (read.length < samples.length) {
    results.notice(
      'Samples of less than 30 ms are not read, as criterion leaves them out of its mean.',
    );
  }
  for (const sample of read) {
    const iterations = sample.get('iters') ?? Number.NaN;
    if (!sample.has('time') || !(iterations > 0)) {
      results.passOver('a sample has no "time" and "iters"');
      continue;
    }
    for (const [key, metric] of totals) {
      const total = sample.get(key);
      if (total !== undefined) results.series(name, metric, 'batch').add(total / iterations);
    }
    results.rows(1);
  }
}

/** The file's three parts are its name, its version and its reports; older files are the reports alone. */
const reportsOf = ({ value, rows }: JsonDocument) =>
  listOf(value)?.[0] === 'criterion' ? rows(value, 2) : rows(value);

function read(document: JsonDocument, results: Results): void {
  const { value } = document;
  const version = textOf(listOf(value)?.[1]);
  if (version !== undefined) results.fact('version', version);
  const seen = new Set<string>();
  for (const report of reportsOf(document)) {
    const name = textOf(report.reportName);
    const samples = samplesOf(report, document);
    if (name === undefined || samples.length === 0) {
      results.passOver('a report has no "reportName" with "reportMeasured"');
    } else if (seen.has(name)) {
      results.passOver('two benchmarks have the same name; the first one is read');
    } else {
      seen.add(name);
      readSamples({ path: name.split('/') }, samples, results);
    }
  }
}

export const haskellCriterion: Format = {
  name: 'haskell-criterion',
  title: 'criterion JSON (Haskell, --json)',
  looksFor: 'a list that begins with "criterion", or one of objects with "reportMeasured"',
  testedWith: ['criterion 1.5.13'],
  values: 'all samples of 30 ms and more, as in its own mean',
  metrics: 'time, CPU time, allocated (+RTS -T)',
  detect: ({ json }) =>
    (listOf(json)?.[0] === 'criterion' && typeof listOf(json)?.[1] === 'string') ||
    objectsOf(json).some(({ reportMeasured }) => listOf(reportMeasured) !== undefined),
  reader: jsonReader(read),
};
