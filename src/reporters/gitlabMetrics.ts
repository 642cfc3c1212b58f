/**
 * The report as OpenMetrics text, for GitLab's metrics reports (`artifacts:reports:metrics`): one
 * family for each metric, with its base unit in the name.
 */
import { verdicts } from '../model/comparison.ts';
import { type MetricName, metricNameSchema, metrics, type Unit } from '../model/metric.ts';
import type { Report } from '../model/report.ts';
import { printable } from '../text.ts';
import type { Reporter } from './reporter.ts';

/** Units as OpenMetrics spells them; a plain count has none. */
const unitNames: Readonly<Record<Unit, string>> = {
  s: 'seconds',
  B: 'bytes',
  'B/s': 'bytes_per_second',
  '1/s': 'per_second',
  '1': '',
};

/**
 * GitLab compares values as text, so each digit that is noise would mark its row as changed. Plain
 * counts are exact and stay so.
 */
const significantDigits = 3;

const valueText = (value: number, unit: Unit): string =>
  String(unit === '1' ? value : Number(value.toPrecision(significantDigits)));

/**
 * A quoted label value. OpenMetrics escapes backslashes and quotes; GitLab takes what follows a `#`
 * for a comment, even in quotes, so that one is written as ids write special characters.
 */
function quoted(text: string): string {
  const safe = printable(text).replaceAll('#', '\\u{23}');
  return `"${safe.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

interface Family {
  readonly name: string;
  readonly unit: string;
  readonly help: string;
  /** Value by label. */
  readonly samples: ReadonlyMap<string, string>;
}

function verdictFamily(report: Report): Family {
  return {
    name: 'perfwatch_benchmarks',
    unit: '',
    help: 'Benchmarks by their verdict.',
    samples: new Map(
      verdicts.map((verdict) => [`verdict="${verdict}"`, String(report.counts[verdict])]),
    ),
  };
}

/** What this run measured of one metric, in one unit, by benchmark. */
function metricFamily(report: Report, metric: MetricName, unit: Unit): Family {
  const values = new Map<string, string>();
  const add = (id: string, value: number) =>
    values.set(`benchmark=${quoted(id)}`, valueText(value, unit));
  for (const { id, side, ...of } of report.measurements) {
    if (of.metric === metric && of.unit === unit) add(id, side.value);
  }
  for (const { id, candidate, ...of } of report.comparisons) {
    if (of.metric === metric && of.unit === unit && candidate) add(id, candidate.value);
  }
  const unitName = unitNames[unit];
  return {
    name: ['perfwatch', metric.replaceAll('-', '_'), unitName].filter(Boolean).join('_'),
    unit: unitName,
    help: `Measured ${metrics[metric].title}, typical of the launches of a benchmark.`,
    samples: new Map([...values].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function familyLines({ name, unit, help, samples }: Family): string[] {
  if (samples.size === 0) return [];
  return [
    `# TYPE ${name} gauge`,
    ...(unit === '' ? [] : [`# UNIT ${name} ${unit}`]),
    `# HELP ${name} ${help}`,
    ...[...samples].map(([label, value]) => `${name}{${label}} ${value}`),
  ];
}

function render(report: Report): string {
  const measured = metricNameSchema.options.flatMap((metric) =>
    metrics[metric].units.map((unit) => metricFamily(report, metric, unit)),
  );
  return [...[verdictFamily(report), ...measured].flatMap(familyLines), '# EOF', ''].join('\n');
}

export const gitlabMetrics: Reporter = {
  title: 'OpenMetrics text, for GitLab’s metrics reports',
  render,
};
