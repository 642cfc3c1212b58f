/** What was measured as OpenMetrics text, in full precision, for Prometheus and all that reads its format. */
import type { MetricName, Unit } from '../model/metric.ts';
import { type MeasuredValue, measuredValues } from './measuredValues.ts';
import { metricFamilies, metricsText, quotedLabel, verdictFamily } from './metricFamilies.ts';
import type { Reporter } from './reporter.ts';
import { visibleText } from './visibleText.ts';

const labelsOf = ({ id, suite }: MeasuredValue): string =>
  `suite=${quotedLabel(visibleText(suite))},benchmark=${quotedLabel(visibleText(id))}`;

export const openMetrics: Reporter = {
  title: 'OpenMetrics text, for Prometheus',
  render(report) {
    const values = measuredValues(report);
    const samplesOf = (metric: MetricName, unit: Unit) =>
      new Map(
        values
          .filter((value) => value.metric === metric && value.unit === unit)
          .map((value): [string, string] => [labelsOf(value), String(value.value)]),
      );
    return metricsText([verdictFamily(report), ...metricFamilies(samplesOf)]);
  },
};
