/** Families of samples as OpenMetrics text: one for each metric, with its base unit in the name. */
import { verdicts } from '../model/comparison.ts';
import { type MeasuredMetric, titleOf, type Unit } from '../model/metric.ts';
import type { Report } from '../model/report.ts';
import type { MeasuredValue } from './measuredValues.ts';
import { distinctNames, everyMetric, keyOf } from './metricNames.ts';

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

/** What perfwatch tells of runs as a whole. */
const otherFamilies = ['perfwatch_run', 'perfwatch_suites', 'perfwatch_benchmarks'];

/** A family's name ends in its unit. */
function familyName({ metric, unit }: MeasuredMetric, attempt: number): string {
  const words = metric.replaceAll(/[-.]/g, '_');
  const parts = ['perfwatch', words, ...(attempt > 1 ? [attempt] : []), unitNames[unit]];
  return parts.filter(Boolean).join('_');
}

/**
 * A family for each metric and unit that there may be, in the order in which metrics are known; behind
 * them those that only harnesses know, sorted.
 */
export function metricFamilies(
  values: readonly MeasuredValue[],
  sampleOf: (value: MeasuredValue) => readonly [labels: string, value: string],
): Family[] {
  const nameOf = distinctNames(values, familyName, otherFamilies);
  const samples = new Map<string, Map<string, string>>();
  for (const value of values) {
    const known = samples.get(keyOf(value)) ?? new Map<string, string>();
    samples.set(keyOf(value), known.set(...sampleOf(value)));
  }
  return everyMetric(values).map((measured) => ({
    name: nameOf(measured),
    unit: unitNames[measured.unit],
    help: `Measured ${titleOf(measured.metric)}, typical of the launches of a benchmark.`,
    samples: samples.get(keyOf(measured)) ?? new Map<string, string>(),
  }));
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
