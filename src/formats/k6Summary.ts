/**
 * k6's summary of a test, in its forms: of `handleSummary`, of `--summary-export`, and the
 * machine-readable one of k6 1 and later.
 */
import type { BenchmarkName, Format, Results } from './format.ts';
import { type JsonDocument, jsonReader } from './jsonDocument.ts';
import { exportedType } from './k6/exported.ts';
import {
  countMetric,
  type Declared,
  declaredOf,
  failureNotice,
  gaugeMetric,
  isSetting,
  type K6Metric,
  percentileMetric,
  perSecondMetric,
  shareMetric,
  submetricName,
  tellsFailures,
  trendMetric,
} from './k6/metrics.ts';
import { at, figureOf, type JsonObject, numberOf, objectOf, textOf } from './shape.ts';

/** `p(99.9)`, and `p99` in the machine-readable form. */
const percentile = /^p\(?(\d+(?:\.\d+)?)\)?$/;

function trendFigures(declared: Declared, values: JsonObject): [K6Metric, unknown][] {
  return [
    // Columns are chosen by `summaryTrendStats`.
    [trendMetric(declared), values.med ?? values['p(50)'] ?? values.avg],
    ...Object.entries(values).flatMap(([key, value]): [K6Metric, unknown][] => {
      const [, rank] = percentile.exec(key) ?? [];
      return rank === undefined || rank === '50' ? [] : [[percentileMetric(declared, rank), value]];
    }),
  ];
}

function figuresOf(declared: Declared, values: JsonObject): [K6Metric, unknown][] {
  if (declared.type === 'trend') return trendFigures(declared, values);
  if (declared.type === 'gauge') return [[gaugeMetric(declared), values.value]];
  if (declared.type === 'rate') return [[shareMetric(declared), values.rate ?? values.value]];
  const perSecond = numberOf(values.rate);
  // The total of a test with a fixed duration is the rate once more.
  return perSecond === undefined
    ? [[countMetric(declared), values.count]]
    : [[perSecondMetric(declared), perSecond]];
}

function readMetric(name: BenchmarkName, declared: Declared, values: JsonObject, results: Results) {
  const figures = figuresOf(declared, values).flatMap(([metric, value]) => {
    const number = figureOf(value);
    return number === undefined ? [] : [{ ...metric, number }];
  });
  if (figures.length === 0) return 'a metric has no value that stands for it';
  results.rows(1);
  for (const { metric, toBase, number } of figures) {
    if (tellsFailures(declared, number)) results.notice(failureNotice);
    results.series(name, metric, 'figure').add(toBase(number));
  }
  return null;
}

/** A metric of any form: where type and values are. */
interface Found {
  readonly declared: Declared | null;
  readonly values: JsonObject;
}

function foundIn(name: string, entry: JsonObject): Found {
  const [plain = name] = submetricName(name).path;
  const values = objectOf(entry.values);
  if (values) return { values, declared: declaredOf(plain, entry.type, entry.contains) };
  return { values: entry, declared: exportedType(plain, entry) };
}

/** Goes to all metrics; with their names. */
function* metricsOf({ value, rows, members }: JsonDocument): Generator<[string, JsonObject]> {
  if (at(value, 'results') === undefined) {
    for (const [name, entry] of members(value, 'metrics')) yield [name, entry];
    return;
  }
  for (const path of [['checks', 'metrics'], ['metrics']]) {
    for (const entry of rows(value, 'results', ...path)) yield [textOf(entry.name) ?? '', entry];
  }
}

/** Thresholds that were crossed; in what is exported, `true` says so. */
function crossedOf(entry: JsonObject): string[] {
  return Object.entries(objectOf(entry.thresholds) ?? {}).flatMap(([expression, ending]) =>
    ending === true || at(ending, 'ok') === false ? [expression] : [],
  );
}

export const k6Summary: Format = {
  name: 'k6-summary',
  title: 'k6 summary JSON (handleSummary, --summary-export)',
  looksFor: 'an object with "metrics" and "root_group", or with "metadata" of k6 and "results"',
  testedWith: ['k6 0.49.0', 'k6 1.8.1'],
  values: 'one median, and percentiles',
  metrics: 'time, latency-p95 and others, throughput, shares, all of custom metrics',
  detect: ({ json }) =>
    (objectOf(at(json, 'metrics')) !== undefined && at(json, 'root_group') !== undefined) ||
    textOf(at(json, 'metadata', 'k6_version') ?? at(json, 'metadata', 'k6Version')) !== undefined,
  reader: jsonReader((document, results) => {
    const metadata = at(document.value, 'metadata');
    results.fact('version', textOf(at(metadata, 'k6_version') ?? at(metadata, 'k6Version')) ?? '');
    for (const [name, entry] of metricsOf(document)) {
      const { declared, values } = foundIn(name, entry);
      if (declared && isSetting(declared)) continue;
      const problem =
        name === ''
          ? 'a metric has no name'
          : declared
            ? readMetric(submetricName(name), declared, values, results)
            : 'what a metric of its own contains is not told in this file: write it by handleSummary';
      if (problem !== null) results.passOver(problem);
      for (const expression of crossedOf(entry)) {
        results.notice(`A threshold was crossed: ${name} ${expression}.`);
      }
    }
  }),
};
