/** Metrics that only their harness knows, in every reporter. */
import { expect, test } from 'vitest';
import type { Comparison } from '../../src/model/comparison.ts';
import { type Report, reportSchema } from '../../src/model/report.ts';
import { type ReporterName, reporters } from '../../src/reporters/index.ts';
import { readReport } from './readReport.ts';

const options = { columns: 120, color: false, details: true };

const paint: Comparison = {
  id: 'web/home',
  suite: 'web',
  metric: 'first-paint',
  unit: 's',
  direction: 'lower-is-better',
  verdict: 'regressed',
  base: { value: 1, launches: 5 },
  candidate: { value: 1.25, launches: 5 },
  effect: { ratio: 1.25, low: 1.2, high: 1.3, confidence: 0.95 },
};
const frames: Comparison = {
  ...paint,
  metric: 'frame-rate',
  unit: '1/s',
  direction: 'higher-is-better',
  base: { value: 60, launches: 5 },
  candidate: { value: 48, launches: 5 },
  effect: { ratio: 0.8, low: 0.78, high: 0.82, confidence: 0.95 },
};
const green = readReport('green');
const report: Report = reportSchema.parse({
  ...green,
  outcome: 'regressed',
  counts: { ...green.counts, regressed: 1 },
  comparisons: [paint, frames],
  measurements: [
    {
      id: 'web/home',
      suite: 'web',
      metric: 'dom.nodes',
      unit: '1',
      side: { value: 1234, launches: 5 },
      spread: 0.01,
    },
  ],
});

/** What each says of the three metrics. */
const says: Readonly<Record<ReporterName, readonly (string | RegExp)[]>> = {
  terminal: [/first-paint +1\.00 s → 1\.25 s/, /frame-rate +60 \/s → +48 \/s/, 'dom.nodes'],
  markdown: ['`web/home` first-paint', '`web/home` frame-rate', '`web/home` dom.nodes'],
  json: ['"metric": "first-paint"', '"metric": "frame-rate"', '"metric": "dom.nodes"'],
  html: ['<small>first-paint</small>', '<small>frame-rate</small>', '<small>dom.nodes</small>'],
  junit: ['first-paint regressed', 'frame-rate regressed'],
  csv: [/,first-paint,s,1,1\.25,1\.25,/, /,frame-rate,1\/s,/, /,dom\.nodes,1,,1234,/],
  benchfmt: ['1.25 first-paint-sec', '48 frame-rate-1/s', '1234 dom.nodes'],
  'github-action-benchmark': [/"web\/home first-paint s",\s+"unit": "ns",\s+"value": 1250000000,/],
  'github-action-benchmark-bigger': [/"web\/home frame-rate 1\/s",\s+"unit": "1\/s"/],
  bencher: [/"first-paint": \{\s+"value": 1\.25,/, '"frame-rate"', '"dom-nodes"'],
  openmetrics: [
    'perfwatch_first_paint_seconds{suite="web",benchmark="web/home"} 1.25',
    'perfwatch_frame_rate_per_second{',
    '# HELP perfwatch_dom_nodes Measured dom.nodes, ',
  ],
  'gitlab-metrics': [
    'perfwatch_first_paint_seconds{benchmark="web/home"} 1.25',
    'perfwatch_frame_rate_per_second{benchmark="web/home"} 48',
    'perfwatch_dom_nodes{benchmark="web/home"} 1234',
  ],
};

test.each(Object.entries(says))('%s tells them', (name, texts) => {
  const text = reporters[name as ReporterName].render(report, options);
  for (const one of texts) expect(text).toMatch(one);
});

test('of which nobody told which values are better are in no file that must know', () => {
  for (const name of ['github-action-benchmark', 'github-action-benchmark-bigger'] as const) {
    expect(reporters[name].render(report, options)).not.toContain('dom.nodes');
  }
  expect(reporters.benchfmt.render(report, options)).not.toContain('Unit dom.nodes');
});

test('Markdown makes no link of a name', () => {
  const named = { ...report, comparisons: [{ ...paint, metric: 'www.evil.example' }] };
  const text = reporters.markdown.render(named, options);
  expect(text).toContain('evil.example');
  expect(text).not.toContain('www.evil.example');
});
