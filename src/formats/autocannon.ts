/** The JSON of autocannon (`--json`): a load on one address. */
import type { BenchmarkName, Format, Metric, Results } from './format.ts';
import { type JsonDocument, jsonReader } from './jsonDocument.ts';
import { byteRate, rate, time } from './metrics.ts';
import { at, figureOf, numberOf, textOf } from './shape.ts';
import { urlPath } from './urlPath.ts';

/** Keys of `latency`, and which percentiles they are. */
const percentiles = [
  ['p90', '90'],
  ['p97_5', '97.5'],
  ['p99', '99'],
  ['p99_9', '99.9'],
] as const;

const failures: Metric = { name: 'failed-requests', unit: '1', direction: 'lower-is-better' };

function nameOf(value: unknown): BenchmarkName | null {
  const url = textOf(at(value, 'url'));
  const title = textOf(at(value, 'title'));
  if (!url && !title) return null;
  const params = ['connections', 'pipelining'].flatMap((key): [string, string][] => {
    const count = numberOf(at(value, key));
    return count === undefined ? [] : [[key, String(count)]];
  });
  const path = [...(title ? [title] : []), ...(url ? urlPath(url) : [])];
  return { path, params: Object.fromEntries(params) };
}

/** Requests that got no answer, or none of 2xx; `errors` has those that took too long in it. */
const failed = (value: unknown): number =>
  ['errors', 'non2xx', 'mismatches'].reduce((sum, key) => sum + (numberOf(at(value, key)) ?? 0), 0);

function readLatency({ value, goTo }: JsonDocument, name: BenchmarkName, results: Results): void {
  const latency = at(value, 'latency');
  goTo(latency);
  const add = (metric: Metric, milliseconds: unknown) => {
    const number = figureOf(milliseconds);
    if (number === 0) {
      results.passOver('a latency below the 1 ms that autocannon tells apart is written as 0');
    } else if (number !== undefined) results.series(name, metric, 'figure').add(number / 1e3);
  };
  // Its median is a whole number of milliseconds, 0 for most servers.
  const mean = at(latency, 'average') ?? at(latency, 'mean');
  add(time, mean);
  if ((numberOf(mean) ?? Number.NaN) < 10) {
    results.notice(
      'autocannon measures latency in whole milliseconds, rounded down: a mean below 10 ms is far from exact, requests per second are not.',
    );
  }
  for (const [key, rank] of percentiles) {
    add({ ...time, name: `latency-p${rank}` }, at(latency, key));
  }
}

function readDocument(document: JsonDocument, results: Results): void {
  const { value, goTo } = document;
  const name = nameOf(value);
  if (!name) {
    results.passOver('it does not say of which address it is');
    return;
  }
  results.rows(1);
  results.fact('started-at', textOf(at(value, 'start')) ?? '');
  const errors = failed(value);
  const answers = ['1xx', '2xx', '3xx', '4xx', '5xx'].reduce(
    (sum, key) => sum + (numberOf(at(value, key)) ?? 0),
    0,
  );
  if (answers === 0) {
    results.failed(name, `no request was answered, ${errors} failed`);
    return;
  }
  for (const [key, metric] of [
    ['requests', rate],
    ['throughput', { ...byteRate, name: 'transfer' }],
  ] as const) {
    const perSecond = figureOf(at(value, key, 'average'));
    goTo(at(value, key));
    if (perSecond !== undefined) results.series(name, metric, 'figure').add(perSecond);
  }
  readLatency(document, name, results);
  goTo(value);
  results.series(name, failures, 'figure').add(errors);
  if (errors > 0) {
    results.notice(
      `${errors} requests failed or were not answered by 2xx; what was answered is among what was timed.`,
    );
  }
}

export const autocannon: Format = {
  name: 'autocannon',
  title: 'autocannon JSON (--json)',
  looksFor: 'an object with "latency" that has "p97_5", and "2xx"',
  testedWith: ['autocannon 9.0.0'],
  values: 'one mean, and percentiles',
  metrics: 'throughput, transfer, time, latency-p99 and others, failed-requests',
  detect: ({ json }) =>
    numberOf(at(json, 'latency', 'p97_5')) !== undefined && numberOf(at(json, '2xx')) !== undefined,
  reader: jsonReader(readDocument),
};
