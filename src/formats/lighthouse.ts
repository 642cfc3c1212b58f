/** Lighthouse's JSON of one page load: a file is one sample of each of its figures. */
import type { BenchmarkName, Format, Metric, Results } from './format.ts';
import { type JsonDocument, jsonReader } from './jsonDocument.ts';
import { at, figureOf, type JsonObject, textOf } from './shape.ts';
import { metricName, printedUnit } from './units.ts';
import { urlPath } from './urlPath.ts';

/** The score of an audit of these kinds falls as its value grows. */
const scoredByValue = new Set(['numeric', 'metricSavings']);

/** Repeats what other audits say. */
const repeating = 'metrics';

interface Audit {
  readonly metric: Metric;
  /** In the metric's base unit. */
  readonly value: number;
}

/** The figure of an audit; null for one that has none, and why it has none where it should. */
function auditOf(id: string, audit: JsonObject): Audit | string | null {
  const mode = textOf(audit.scoreDisplayMode);
  if (mode === 'error') return 'an audit went wrong';
  const value = figureOf(audit.numericValue);
  if (value === undefined || id === repeating) return null;
  const name = metricName(id);
  const unit = textOf(audit.numericUnit) ?? '';
  const printed = printedUnit(unit);
  if (name === '') return 'an audit has no name that can be kept';
  if (printed) {
    const { direction, toBase } = printed;
    return { metric: { name, unit: printed.unit, direction }, value: toBase(value) };
  }
  if (unit !== 'unitless' && unit !== 'element') return `its unit is not known: ${unit || 'none'}`;
  const direction = scoredByValue.has(mode ?? '') ? 'lower-is-better' : null;
  return { metric: { name, unit: '1', direction }, value };
}

/** What a page is called, and what makes its figures others: the device and how it was slowed down. */
function nameOf(value: unknown): BenchmarkName | null {
  const url = [
    at(value, 'requestedUrl'),
    at(value, 'finalDisplayedUrl'),
    at(value, 'finalUrl'),
  ].find((one) => textOf(one));
  const settings = at(value, 'configSettings');
  const params = [
    ['device', at(settings, 'formFactor') ?? at(settings, 'emulatedFormFactor')],
    ['throttling', at(settings, 'throttlingMethod')],
  ].flatMap(([key, told]): [string, string][] => {
    const text = textOf(told);
    return text === undefined ? [] : [[String(key), text]];
  });
  const page = textOf(url);
  return page ? { path: urlPath(page), params: Object.fromEntries(params) } : null;
}

function readFacts(value: unknown, results: Results): void {
  const browser = textOf(at(value, 'environment', 'hostUserAgent') ?? at(value, 'userAgent')) ?? '';
  const [, version] = /Chrome\/([\d.]+)/.exec(browser) ?? [];
  results.fact('runtime', version === undefined ? '' : `Chrome ${version}`);
  results.fact('version', textOf(at(value, 'lighthouseVersion')) ?? '');
  results.fact('started-at', textOf(at(value, 'fetchTime')) ?? '');
  const warnings = at(value, 'runWarnings');
  for (const warning of Array.isArray(warnings) ? warnings.slice(0, 10) : []) {
    results.notice(`Lighthouse warns: ${textOf(warning) ?? ''}`);
  }
}

function readScores({ value, members }: JsonDocument, name: BenchmarkName, results: Results): void {
  for (const [id, category] of members(value, 'categories')) {
    const score = figureOf(category.score);
    const metric = metricName(`${id}-score`);
    // Without one where an audit that counts for it went wrong, which is told of that.
    if (score === undefined || metric === '') continue;
    results.rows(1);
    const direction = 'higher-is-better';
    results.series(name, { name: metric, unit: '1', direction }, 'call').add(score);
  }
}

export const lighthouse: Format = {
  name: 'lighthouse',
  title: 'Lighthouse JSON',
  looksFor: 'an object with "lighthouseVersion"',
  testedWith: ['Lighthouse 10.4.0', 'Lighthouse 13.5.0'],
  values: 'one page load',
  metrics: 'all audits with a number, scores of categories',
  detect: ({ json }) => textOf(at(json, 'lighthouseVersion')) !== undefined,
  reader: jsonReader((document, results) => {
    const { value, members } = document;
    readFacts(value, results);
    const name = nameOf(value);
    if (!name) {
      results.passOver('it does not say of which page it is');
      return;
    }
    const code = textOf(at(value, 'runtimeError', 'code'));
    if (code !== undefined && code !== 'NO_ERROR') {
      results.failed(name, textOf(at(value, 'runtimeError', 'message')) || code);
      return;
    }
    for (const [id, audit] of members(value, 'audits')) {
      const found = auditOf(id, audit);
      if (typeof found === 'string') results.passOver(found);
      else if (found) {
        results.rows(1);
        results.series(name, found.metric, 'call').add(found.value);
      }
    }
    readScores(document, name, results);
  }),
};
