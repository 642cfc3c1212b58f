/** Families of samples as OpenMetrics text: one for each metric, with its base unit in the name. */
import { verdicts } from '../model/comparison.ts';
import { type MetricName, metricNames, metrics, type Unit } from '../model/metric.ts';
import type { Report } from '../model/report.ts';
import type { MeasuredValue } from './measuredValues.ts';

/** Units as OpenMetrics spells them; a plain count has none. */
const unitNames: Readonly<Record<Unit, string>> = {
  s: 'seconds',
  B: 'bytes',
  'B/s': 'bytes_per_second',
  '1/s': 'per_second',
  '1': '',
};

/** A gauge. */
export interface Family {
  readonly name: string;
  readonly unit: string;
  readonly help: string;
  /** Value by labels, as `benchmark="a",suite="b"`. */
  readonly samples: ReadonlyMap<string, string>;
}

/** Escapes what OpenMetrics gives a meaning in a label's value. */
export const quotedLabel = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;

/** How many benchmarks got which verdict. */
export function verdictFamily({ counts }: Report): Family {
  return {
    name: 'perfwatch_benchmarks',
    unit: '',
    help: 'Benchmarks by their verdict.',
    samples: new Map(verdicts.map((verdict) => [`verdict="${verdict}"`, String(counts[verdict])])),
  };
}

/** A family for each metric and unit that there may be, in the order in which metrics are known. */
export function metricFamilies(
  values: readonly MeasuredValue[],
  sampleOf: (value: MeasuredValue) => readonly [labels: string, value: string],
): Family[] {
  const samplesOf = (metric: MetricName, unit: Unit) =>
    new Map(values.filter((of) => of.metric === metric && of.unit === unit).map(sampleOf));
  return metricNames.flatMap((metric) =>
    metrics[metric].units.map((unit) => ({
      name: ['perfwatch', metric.replaceAll('-', '_'), unitNames[unit]].filter(Boolean).join('_'),
      unit: unitNames[unit],
      help: `Measured ${metrics[metric].title}, typical of the launches of a benchmark.`,
      samples: samplesOf(metric, unit),
    })),
  );
}

function familyLines({ name, unit, help, samples }: Family): string[] {
  if (samples.size === 0) return [];
  return [
    `# TYPE ${name} gauge`,
    ...(unit === '' ? [] : [`# UNIT ${name} ${unit}`]),
    `# HELP ${name} ${help}`,
    ...[...samples].map(([labels, value]) => `${name}{${labels}} ${value}`),
  ];
}

/** The whole text; families without samples are left out. */
export const metricsText = (families: readonly Family[]): string =>
  [...families.flatMap(familyLines), '# EOF', ''].join('\n');
