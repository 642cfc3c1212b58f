/**
 * JMH's JSON (`-rf json`): benchmarks of Java and other languages of the JVM, in all modes. Tried with
 * 1.21 and 1.37.
 */
import type { BenchmarkName, Format, Reader, Results } from './format.ts';
import { type Entry, entriesOf, forksOf, type Measured } from './jmh/entries.ts';
import { type JmhMetric, primaryMetric, secondaryMetric } from './jmh/metrics.ts';
import { namesOf } from './jmh/names.ts';
import { addFork, type Fork } from './jmh/values.ts';
import { type JsonDocument, jsonReader } from './jsonDocument.ts';
import { at, objectOf, objectsOf, textOf } from './shape.ts';

function readFacts(entries: readonly Entry[], results: Results): void {
  for (const { record } of entries) {
    results.fact('version', textOf(record.jmhVersion) ?? '');
    const machine = [record.vmName, record.jdkVersion].map((part) => textOf(part) ?? '');
    results.fact('runtime', machine.join(' '));
    if (record.forks === 0) {
      results.notice(
        'Some of it was measured without forks (-f 0), in the process of JMH itself, where benchmarks influence each other.',
      );
    }
  }
}

/** Hands on the values of one metric; false where there are none. */
function readMetric(
  name: BenchmarkName,
  { metric, toBase }: JmhMetric,
  measured: Measured,
  document: JsonDocument,
  results: Results,
): boolean {
  const forks: readonly Fork[] = forksOf(measured, document);
  const [kind] = forks.flatMap((fork) => (fork.count > 0 ? [fork.kind] : []));
  if (kind === undefined) return false;
  const series = results.series(name, metric, kind);
  for (const fork of forks) {
    series.nextLaunch();
    const left = addFork(fork, (value) => series.add(toBase(value)));
    if (left > 0) {
      results.notice(
        `${name.path.join('/')} has more than 100,000 single calls in a fork: an even choice of them is read.`,
      );
    }
  }
  return true;
}

function readEntry(
  { record, batchSize, mode }: Entry,
  name: BenchmarkName,
  document: JsonDocument,
  results: Results,
): void {
  if (batchSize === null) {
    results.passOver('the batch size of a result is no whole number');
    return;
  }
  const primary = objectOf(record.primaryMetric);
  const unit = textOf(at(primary, 'scoreUnit'));
  const metric = unit === undefined ? null : primaryMetric(unit, batchSize);
  if (!primary || unit === undefined || !metric) {
    results.passOver(
      unit === undefined
        ? 'a result has no "primaryMetric" with a "scoreUnit"'
        : `the unit of a score is not known: ${unit}`,
    );
    return;
  }
  const names = new Set([metric.metric.name]);
  document.goTo(primary);
  if (readMetric(name, metric, primary, document, results)) results.rows(1);
  else results.passOver('a result has no values');
  if (batchSize > 1) {
    results.notice(
      `JMH counts ${batchSize} calls of ${name.path.join('/')} as one operation (its batch size); what is read is per call.`,
    );
  }
  for (const [key, secondary] of document.members(record, 'secondaryMetrics')) {
    const found = secondaryMetric(key, textOf(at(secondary, 'scoreUnit')) ?? '', mode, batchSize);
    if (found === null) continue;
    if ('problem' in found) results.passOver(found.problem);
    else if (names.has(found.metric.name)) {
      results.passOver(`two metrics of a benchmark are called ${found.metric.name}`);
    } else {
      names.add(found.metric.name);
      readMetric(name, found, secondary, document, results);
    }
  }
}

function read(document: JsonDocument, severalModes: ReadonlySet<string>, results: Results): void {
  const entries = entriesOf(document, results);
  readFacts(entries, results);
  const names = namesOf(entries, severalModes);
  for (const [index, entry] of entries.entries()) {
    const name = names[index];
    document.goTo(entry.record);
    if (name) readEntry(entry, name, document, results);
    else {
      results.passOver(
        'two benchmarks have the same name, mode and parameters: only the first is read',
      );
    }
  }
}

/**
 * Reads what JMH wrote.
 *
 * @param severalModes names, as JMH prints them, of benchmarks that are known to be measured in several
 * modes: these become a parameter even if a file has but one of them
 */
export const jmhReader = (severalModes: ReadonlySet<string>): Reader =>
  jsonReader((document, results) => read(document, severalModes, results));

export const jmh: Format = {
  name: 'jmh',
  title: 'JMH JSON (-rf json)',
  looksFor:
    'a list of objects with "benchmark", "mode" and a "primaryMetric" that has a "scoreUnit"',
  testedWith: ['JMH 1.21', 'JMH 1.37'],
  values: 'one an iteration; single calls in mode sample',
  metrics: 'time, throughput, allocated (-prof gc), all secondary metrics',
  launchedBy: 'jmh',
  detect: ({ json }) =>
    objectsOf(json).some(
      ({ benchmark, mode, primaryMetric }) =>
        typeof benchmark === 'string' &&
        typeof mode === 'string' &&
        typeof at(primaryMetric, 'scoreUnit') === 'string',
    ),
  reader: jmhReader(new Set()),
};
