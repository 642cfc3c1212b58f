/**
 * The report as OpenMetrics text, for GitLab's metrics reports (`artifacts:reports:metrics`): one
 * family for each metric, with its base unit in the name.
 */
import type { MetricName, Unit } from '../model/metric.ts';
import type { Report } from '../model/report.ts';
import { printable } from '../text.ts';
import {
  type Family,
  metricFamilies,
  metricsText,
  quotedLabel,
  verdictFamily,
} from './metricFamilies.ts';
import type { Reporter } from './reporter.ts';

/**
 * GitLab compares values as text, so each digit that is noise would mark its row as changed. Plain
 * counts are exact and stay so.
 */
const significantDigits = 3;

const valueText = (value: number, unit: Unit): string =>
  String(unit === '1' ? value : Number(value.toPrecision(significantDigits)));

/** GitLab takes what follows a `#` for a comment, even in quotes, so it is written as in ids. */
const quoted = (text: string): string => quotedLabel(printable(text).replaceAll('#', '\\u{23}'));

/** What this run measured of one metric, in one unit, by benchmark. */
function samplesOf(report: Report, metric: MetricName, unit: Unit): Family['samples'] {
  const values = new Map<string, string>();
  const add = (id: string, value: number) =>
    values.set(`benchmark=${quoted(id)}`, valueText(value, unit));
  for (const { id, side, ...of } of report.measurements) {
    if (of.metric === metric && of.unit === unit) add(id, side.value);
  }
  for (const { id, candidate, ...of } of report.comparisons) {
    if (of.metric === metric && of.unit === unit && candidate) add(id, candidate.value);
  }
  return new Map([...values].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export const gitlabMetrics: Reporter = {
  title: 'OpenMetrics text, for GitLab’s metrics reports',
  render: (report) =>
    metricsText([
      verdictFamily(report),
      ...metricFamilies((metric, unit) => samplesOf(report, metric, unit)),
    ]),
};
