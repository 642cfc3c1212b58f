/** Which metrics does a benchmark report under names of its own: units, counters? For all harness plug-ins. Pure. */
import type { Metric } from '../formats/format.ts';
import { Values } from '../formats/values.ts';
import { isNeverZero } from '../model/metric.ts';
import type { MetricReading } from './harness.ts';

/** What a benchmark reports under one name, in one launch. */
export interface OwnFigures {
  /** For notices: `The counter "hits"`. */
  readonly title: string;
  readonly metric: Metric;
  /** In the metric's base unit, as they are: also what no measurement can be. */
  readonly values: readonly number[];
}

export interface OwnMetricsReading {
  readonly metrics: readonly MetricReading[];
  /** What is left out, each with its reason; the same words in every launch. */
  readonly notices: readonly string[];
}

/** The values that are measurements; what is wrong with the others is told to `leaveOut`. */
function possibleValues({ metric, values }: OwnFigures, leaveOut: (why: string) => void): Values {
  const possible = Values.none();
  for (const value of values) {
    if (value === 0 && isNeverZero({ metric: metric.name, unit: metric.unit })) {
      leaveOut(`a value is zero, as ${metric.name} cannot be`);
      continue;
    }
    const problem = possible.add(value);
    if (problem !== null) leaveOut(problem);
  }
  return possible;
}

/**
 * The metrics of one benchmark in one launch. Of two that have the same name, the first is read.
 *
 * @param taken names of the metrics that it has otherwise
 */
export function ownMetrics(
  figures: readonly OwnFigures[],
  taken: ReadonlySet<string>,
): OwnMetricsReading {
  const names = new Set(taken);
  const metrics: MetricReading[] = [];
  const notices = new Set<string>();
  for (const one of figures) {
    const { title, metric } = one;
    const { name, unit, direction } = metric;
    if (name === '') {
      notices.add(`${title} is not read: nothing of its name can be that of a metric.`);
      continue;
    }
    if (names.has(name)) {
      notices.add(`${title} is not read where another metric is called ${name} as well.`);
      continue;
    }
    names.add(name);
    const { samples, sampleCount } = possibleValues(one, (why) => {
      notices.add(`${title} is left out where ${why}.`);
    });
    if (samples.length === 0) continue;
    metrics.push({ metric: name, unit, direction, sampleKind: 'batch', samples, sampleCount });
  }
  return { metrics, notices: [...notices] };
}
