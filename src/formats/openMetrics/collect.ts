/** Collects the samples of OpenMetrics text: of histograms and summaries, those that belong together. */
import type { BenchmarkName, Results } from '../format.ts';
import { nameOfId } from '../idName.ts';
import { type Distribution, handDistribution } from './distribution.ts';
import { type FamilyUnit, ownMetric, unitOfFamily, valueMetric } from './family.ts';
import { metricNumber, type SampleLine } from './sampleLine.ts';

/** What a family was declared as. */
interface Family {
  readonly name: string;
  readonly type: string;
  readonly unit: FamilyUnit;
}

const suffix = /_(?:bucket|sum|count|total|created|gsum|gcount|info)$/;

/** What is no measurement: when something began, and texts. */
const untold = new Set(['info', 'stateset']);

const distributions = new Set(['histogram', 'gaugehistogram', 'summary']);

/** Counts seconds since 1970 from about 2001 on, and is no duration: 31 years. */
const pointInTime = 1e9;

export class Samples {
  readonly #types = new Map<string, string>();
  readonly #units = new Map<string, string>();
  readonly #families = new Map<string, Family>();
  readonly #distributions = new Map<string, Distribution>();
  readonly #seen = new Set<string>();
  readonly #results: Results;

  constructor(results: Results) {
    this.#results = results;
  }

  declareType(name: string, type: string): void {
    this.#types.set(name, type);
  }

  declareUnit(name: string, unit: string): void {
    this.#units.set(name, unit);
  }

  #familyOf(sample: string): Family {
    const known = this.#families.get(sample);
    if (known) return known;
    const stem = sample.replace(suffix, '');
    const name = this.#types.has(sample) ? sample : this.#types.has(stem) ? stem : sample;
    const unit = unitOfFamily(name, this.#units.get(name) ?? '');
    const family = { name, type: this.#types.get(name) ?? 'unknown', unit };
    this.#families.set(sample, family);
    return family;
  }

  add({ name: sample, labels, value }: SampleLine, line: number): void {
    this.#results.at(line);
    const family = this.#familyOf(sample);
    if (untold.has(family.type) || sample === `${family.name}_created`) return;
    const isDistribution = distributions.has(family.type);
    const { le, quantile, ...params } = Object.fromEntries(labels);
    const key = JSON.stringify([sample, ...[...labels].sort(([a], [b]) => (a < b ? -1 : 1))]);
    if (this.#seen.has(key)) {
      this.#results.passOver('two samples have the same name and labels; the first one is read');
      return;
    }
    this.#seen.add(key);
    if (!isDistribution) {
      this.#value(family, Object.fromEntries(labels), value);
      return;
    }
    this.#part(family, { path: [family.name], params }, { sample, value, le, quantile, line });
  }

  #value(
    { name, type, unit: { printed, stem } }: Family,
    params: Readonly<Record<string, string>>,
    value: number,
  ): void {
    const results = this.#results;
    if (name.startsWith('perfwatch_')) {
      const metric = ownMetric(stem, printed);
      // Without a benchmark it tells how many there are.
      if (params.benchmark === undefined || !metric) return;
      results.rows(1);
      results.series(nameOfId(params.benchmark), metric, 'figure').add(printed.toBase(value));
      return;
    }
    const base = printed.toBase(value);
    if (printed.unit === 's' && base >= pointInTime && base < Number.POSITIVE_INFINITY) {
      results.passOver('it is a point in time, no duration');
      return;
    }
    results.rows(1);
    const metric =
      type === 'counter'
        ? { name: 'total', unit: printed.unit, direction: null }
        : valueMetric(printed);
    if (type === 'counter') this.#tellTotals();
    results.series({ path: [name], params }, metric, 'figure').add(base);
  }

  #tellTotals(): void {
    this.#results.notice(
      'Counters, histograms and summaries hold all since their process began, not one measurement alone.',
    );
  }

  #part(
    family: Family,
    name: BenchmarkName,
    part: {
      sample: string;
      value: number;
      le?: string | undefined;
      quantile?: string | undefined;
      line: number;
    },
  ): void {
    const key = JSON.stringify([family.name, Object.entries(name.params ?? {}).sort()]);
    const known = this.#distributions.get(key);
    const found = known ?? {
      name,
      unit: family.unit.printed,
      isSummary: family.type === 'summary',
      buckets: [],
      quantiles: new Map<number, number>(),
      sum: null,
      count: null,
      line: part.line,
    };
    this.#distributions.set(key, found);
    const { sample, value, le, quantile } = part;
    if (sample.endsWith('_bucket')) {
      if (le !== undefined) found.buckets.push({ upTo: metricNumber(le), count: value });
    } else if (sample.endsWith('_sum')) found.sum = value;
    else if (sample.endsWith('_count')) found.count = value;
    else if (quantile !== undefined) found.quantiles.set(metricNumber(quantile), value);
  }

  /** What belongs together is known when the text has ended. */
  end(): void {
    for (const one of this.#distributions.values()) {
      this.#results.rows(1);
      this.#results.at(one.line);
      handDistribution(one, this.#results);
    }
    if (this.#distributions.size > 0) this.#tellTotals();
  }
}
