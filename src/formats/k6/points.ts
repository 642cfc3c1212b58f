/** Collects the points of k6's event stream by metric and request, line by line: a file of any size. */
import type { BenchmarkName, LineReader, Results } from '../format.ts';
import { parseJson } from '../json.ts';
import { at, numberOf, textOf } from '../shape.ts';
import {
  countMetric,
  type Declared,
  declaredOf,
  failureNotice,
  gaugeMetric,
  isSetting,
  type K6Metric,
  shareMetric,
  tellsFailures,
  trendMetric,
} from './metrics.ts';
import { PointLines, type Target } from './pointLine.ts';

/** Of k6's own tags, what tells requests and checks apart; not how they ended. */
const tellingTags = ['group', 'scenario', 'check', 'method', 'name'];

/** The scenario of a script that names none. */
const onlyScenario = 'default';

/** Requests whose URL holds an id are all different: more is no comparison of anything. */
const mostSeries = 5000;

function nameOf(metric: string, tags: unknown): BenchmarkName {
  const params = tellingTags.flatMap((tag): [string, string][] => {
    const value = textOf(at(tags, tag)) ?? '';
    return value === '' || (tag === 'scenario' && value === onlyScenario) ? [] : [[tag, value]];
  });
  return { path: [metric], params: Object.fromEntries(params) };
}

/** The points of one metric of one request. */
interface Points extends Target {
  /** Hands over what is known only when there are no more. */
  readonly end: () => void;
}

function trendPoints(name: BenchmarkName, { metric, toBase }: K6Metric, results: Results): Points {
  const series = results.series(name, metric, 'call');
  return { add: (value) => series.add(toBase(value)), end: () => undefined };
}

/** Of the points of counters, rates and gauges only all together say anything. */
function pointsOf(name: BenchmarkName, declared: Declared, results: Results): Points {
  const { type } = declared;
  if (type === 'trend') return trendPoints(name, trendMetric(declared), results);
  let [sum, count, last] = [0, 0, 0];
  const [{ metric, toBase }, figure] =
    type === 'counter'
      ? [countMetric(declared), () => sum]
      : type === 'rate'
        ? [shareMetric(declared), () => sum / count]
        : [gaugeMetric(declared), () => last];
  return {
    add(value) {
      sum += value;
      count += 1;
      last = value;
    },
    end() {
      if (tellsFailures(declared, sum)) results.notice(failureNotice);
      results.series(name, metric, 'figure').add(toBase(figure()));
    },
  };
}

export function collectPoints(results: Results): LineReader {
  const declared = new Map<string, Declared>();
  const points = new Map<string, Points>();
  const lines = new PointLines();
  let rows = 0;

  function declare(record: unknown, number: number): void {
    const name = textOf(at(record, 'data', 'name')) ?? textOf(at(record, 'metric'));
    const data = at(record, 'data');
    const found = name ? declaredOf(name, at(data, 'type'), at(data, 'contains')) : null;
    if (found) declared.set(found.name, found);
    else results.passOver('a metric is of a type that k6 does not have', number);
  }

  /** Where a point goes; else why it goes nowhere. */
  function targetOf(metric: string, tags: unknown): Target | string {
    const of = declared.get(metric);
    if (!of) return 'it is a point of a metric that was not declared before';
    if (isSetting(of)) return { add: () => undefined };
    const name = nameOf(metric, tags);
    const key = JSON.stringify(name);
    const known = points.get(key);
    if (known) return known;
    if (points.size >= mostSeries) {
      return `it has more than ${mostSeries} different requests: give those with an id in their URL one "name" tag`;
    }
    const made = pointsOf(name, of, results);
    points.set(key, made);
    return made;
  }

  function readPoint(record: unknown, isWhole: boolean, line: string, number: number): void {
    const metric = textOf(at(record, 'metric'));
    const value = numberOf(at(record, 'data', 'value'));
    if (metric === undefined || value === undefined) {
      // Of what is broken it is told already.
      if (isWhole) results.passOver('a point has no metric or no value', number);
      return;
    }
    const target = targetOf(metric, at(record, 'data', 'tags'));
    if (typeof target === 'string') {
      results.passOver(target, number);
      return;
    }
    if (rows === 0) results.fact('started-at', textOf(at(record, 'data', 'time')) ?? '');
    rows += 1;
    target.add(value);
    if (isWhole) lines.remember(line, value, target);
  }

  function readClosely(line: string, number: number): void {
    if (line.trim() === '') return;
    const { documents, problems } = parseJson(line);
    for (const { why } of problems) results.passOver(why, number);
    if (documents.length === 0 && problems.length === 0)
      results.passOver('a line is no JSON', number);
    for (const record of documents) {
      const type = at(record, 'type');
      if (type === 'Metric') declare(record, number);
      else if (type === 'Point') {
        readPoint(record, problems.length === 0 && documents.length === 1, line, number);
      } else if (problems.length === 0) {
        results.passOver('a line is neither a metric nor a point', number);
      }
    }
  }

  return {
    read(text, firstLine) {
      let number = firstLine;
      for (let start = 0; start < text.length; number += 1) {
        const next = text.indexOf('\n', start);
        const stop = next < 0 ? text.length : next;
        results.at(number);
        if (lines.add(text, start, stop)) rows += 1;
        else readClosely(text.slice(start, stop), number);
        start = stop + 1;
      }
    },
    end() {
      results.rows(rows);
      for (const one of points.values()) one.end();
    },
  };
}
