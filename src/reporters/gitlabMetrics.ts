/**
 * The report as OpenMetrics text, for GitLab's metrics reports (`artifacts:reports:metrics`): one
 * family for each metric, with its base unit in the name.
 */
import type { Unit } from '../model/metric.ts';
import { printable } from '../text.ts';
import { type MeasuredValue, measuredValues } from './measuredValues.ts';
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

const sampleOf = ({ id, value, unit }: MeasuredValue) =>
  [`benchmark=${quoted(id)}`, valueText(value, unit)] as const;

const inOrder = (family: Family): Family => ({
  ...family,
  samples: new Map([...family.samples].sort(([a], [b]) => (a < b ? -1 : 1))),
});

export const gitlabMetrics: Reporter = {
  title: 'OpenMetrics text, for GitLab’s metrics reports',
  render: (report) =>
    metricsText([
      verdictFamily(report),
      ...metricFamilies(measuredValues(report), sampleOf).map(inOrder),
    ]),
};
