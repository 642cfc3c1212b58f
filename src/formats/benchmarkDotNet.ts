/** BenchmarkDotNet's JSON: full, brief, and both compressed. */
import { nameKey, namesOf } from './benchmarkDotNet/names.ts';
import { timesOf } from './benchmarkDotNet/values.ts';
import type { BenchmarkName, Format, Results } from './format.ts';
import { type JsonDocument, jsonReader } from './jsonDocument.ts';
import { allocated, time } from './metrics.ts';
import { at, figureOf, type JsonObject, listOf, numberOf, objectOf, textOf } from './shape.ts';
import { metricName, printedUnit } from './units.ts';

const nanosecondsPerSecond = 1e9;

function readFacts(host: unknown, results: Results): void {
  for (const [fact, key] of [
    ['version', 'BenchmarkDotNetVersion'],
    ['os', 'OsVersion'],
    ['cpu', 'ProcessorName'],
    ['architecture', 'Architecture'],
    ['runtime', 'RuntimeVersion'],
  ] as const) {
    results.fact(fact, textOf(at(host, key)) ?? '');
  }
  const count = numberOf(at(host, 'LogicalCoreCount'));
  if (count !== undefined) results.fact('cpu-count', String(count));
  if (textOf(at(host, 'Configuration'))?.toUpperCase() === 'DEBUG') {
    results.notice('It was built for debugging, which makes what it measures slower.');
  }
  if (at(host, 'HasAttachedDebugger') === true) {
    results.notice('A debugger was attached, which makes what is measured slower.');
  }
}

/** What the memory of the collector says already, or what is counted per 1,000 calls. */
const toldElsewhere = /^(?:Allocated Memory|Gen\dCollects)$/;

/** What diagnosers measured beside the time. */
function readMetrics(
  name: BenchmarkName,
  record: JsonObject,
  { rows }: JsonDocument,
  results: Results,
) {
  const bytes = figureOf(at(record, 'Memory', 'BytesAllocatedPerOperation'));
  if (bytes !== undefined) results.series(name, allocated, 'figure').add(bytes);
  const names = new Set([time.name, allocated.name]);
  for (const one of rows(record, 'Metrics')) {
    const id = textOf(at(one, 'Descriptor', 'Id')) ?? '';
    if (toldElsewhere.test(id)) continue;
    const text = textOf(at(one, 'Descriptor', 'Unit')) ?? '';
    const isCount = text === '' || /^count$/i.test(text);
    const printed = isCount ? null : printedUnit(text);
    const metric = metricName(id);
    if (metric === '' || names.has(metric) || (!isCount && !printed)) {
      results.passOver(
        metric === '' || names.has(metric)
          ? 'a metric has no name of its own'
          : `the unit of a metric is not known: ${text}`,
      );
      continue;
    }
    names.add(metric);
    const isHigherBetter = at(one, 'Descriptor', 'TheGreaterTheBetter');
    const direction =
      typeof isHigherBetter !== 'boolean'
        ? null
        : isHigherBetter
          ? 'higher-is-better'
          : 'lower-is-better';
    const value = numberOf(one.Value) ?? Number.NaN;
    results
      .series(name, { name: metric, unit: printed?.unit ?? '1', direction }, 'figure')
      .add(printed ? printed.toBase(value) : value);
  }
}

function readRecord(
  name: BenchmarkName,
  record: JsonObject,
  document: JsonDocument,
  results: Results,
) {
  const times = timesOf(record, document);
  results.rows(1);
  if (!times || (objectOf(record.Statistics) === undefined && 'Statistics' in record)) {
    results.failed(name, 'it has no statistics: it failed, or measured nothing');
    return;
  }
  const series = results.series(name, time, times.kind);
  for (const launch of times.launches) {
    series.nextLaunch();
    for (const nanoseconds of launch) series.add(nanoseconds / nanosecondsPerSecond);
  }
  readMetrics(name, record, document, results);
}

function read(document: JsonDocument, results: Results): void {
  const { value, rows } = document;
  readFacts(at(value, 'HostEnvironmentInfo'), results);
  const records = [...rows(value, 'Benchmarks')];
  const names = namesOf(records);
  const seen = new Set<string>();
  for (const [index, record] of records.entries()) {
    const name = names[index] ?? null;
    document.goTo(record);
    if (!name) results.passOver('a benchmark has no "Type" and "Method"');
    else if (seen.has(nameKey(name))) {
      results.passOver('two benchmarks have the same name; the first one is read');
    } else {
      seen.add(nameKey(name));
      readRecord(name, record, document, results);
    }
  }
}

export const benchmarkDotNet: Format = {
  name: 'benchmarkdotnet',
  title: 'BenchmarkDotNet JSON',
  looksFor: 'an object with "Benchmarks" and a "HostEnvironmentInfo"',
  testedWith: ['BenchmarkDotNet (from its documentation)'],
  values: 'one a measurement by launch; the median in brief files without values',
  metrics: 'time, allocated (MemoryDiagnoser), metrics of other diagnosers',
  detect: ({ json }) =>
    objectOf(at(json, 'HostEnvironmentInfo')) !== undefined &&
    listOf(at(json, 'Benchmarks')) !== undefined,
  reader: jsonReader(read),
};
