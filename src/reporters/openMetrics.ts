/** What was measured as OpenMetrics text, in full precision, for Prometheus and all that reads its format. */
import type { Report, ReportSuite } from '../model/report.ts';
import { type MeasuredValue, measuredValues } from './measuredValues.ts';
import {
  type Family,
  metricFamilies,
  metricsText,
  quotedLabel,
  verdictFamily,
} from './metricFamilies.ts';
import type { Reporter } from './reporter.ts';
import { visibleText } from './visibleText.ts';

/** All that there are, since a query finds nothing where a 0 is left out. */
const outcomes: readonly Report['outcome'][] = [
  'regressed',
  'failed',
  'no-baseline',
  'undecided',
  'passed',
];
const suiteStates: readonly ReportSuite['state'][] = [
  'failed',
  'incomplete',
  'skipped',
  'measured',
];

/** A gauge in the form of a state set, since readers of Prometheus's own format refuse that type. */
const outcomeFamily = ({ outcome }: Report): Family => ({
  name: 'perfwatch_run',
  unit: '',
  help: 'The run by its outcome: 1 for the one that it had.',
  samples: new Map(outcomes.map((one) => [`outcome="${one}"`, one === outcome ? '1' : '0'])),
});

const suiteFamily = ({ suites }: Report): Family => ({
  name: 'perfwatch_suites',
  unit: '',
  help: 'Suites by their state.',
  samples: new Map(
    suiteStates.map((one) => [
      `state="${one}"`,
      String(suites.filter(({ state }) => state === one).length),
    ]),
  ),
});

/** Accepted regressions stand beside the verdicts, as in tables. */
function benchmarkFamily(report: Report): Family {
  const family = verdictFamily(report);
  const accepted = ['verdict="accepted"', String(report.accepted)] as const;
  return { ...family, samples: new Map([...family.samples, accepted]) };
}

const sampleOf = ({ id, suite, value }: MeasuredValue) =>
  [
    `suite=${quotedLabel(visibleText(suite))},benchmark=${quotedLabel(visibleText(id))}`,
    String(value),
  ] as const;

export const openMetrics: Reporter = {
  title: 'OpenMetrics text, for Prometheus',
  render: (report) =>
    metricsText([
      outcomeFamily(report),
      suiteFamily(report),
      benchmarkFamily(report),
      ...metricFamilies(measuredValues(report), sampleOf),
    ]),
};
