/** Collects the samples of OpenMetrics text: of histograms and summaries, those that belong together. */
import type { BenchmarkName, Results } from '../format.ts';
import { nameOfId } from '../idName.ts';
import { type FamilyUnit, ownMetric, quantileMetric, unitOfFamily, valueMetric } from './family.ts';
import { type Bucket, quantileOf } from './quantile.ts';
import { metricNumber, type SampleLine } from './sampleLine.ts';

/** What a family was declared as. */
export interface Family {
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

/** Of a histogram, as of load generators. */
const quantiles = [0.5, 0.9, 0.95, 0.99];

/** The parts of one histogram or summary. */
interface Distribution {
  readonly family: Family;
  readonly name: BenchmarkName;
  readonly buckets: Bucket[];
  readonly quantiles: Map<number, number>;
  sum: number | null;
  count: number | null;
}

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
    const family = this.#familyOf(sample);
    if (untold.has(family.type) || sample === `${family.name}_created`) return;
    const isDistribution = distributions.has(family.type);
    const { le, quantile, ...params } = Object.fromEntries(labels);
    const key = JSON.stringify([sample, ...[...labels].sort(([a], [b]) => (a < b ? -1 : 1))]);
    if (this.#seen.has(key)) {
      this.#results.passOver(
        'two samples have the same name and labels; the first one is read',
        line,
      );
      return;
    }
    this.#seen.add(key);
    if (!isDistribution) {
      this.#value(family, Object.fromEntries(labels), value, line);
      return;
    }
    this.#part(family, { path: [family.name], params }, { sample, value, le, quantile });
  }

  #value(
    { name, type, unit: { printed, stem } }: Family,
    params: Readonly<Record<string, string>>,
    value: number,
    line: number,
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
      results.passOver('it is a point in time, no duration', line);
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
    part: { sample: string; value: number; le?: string | undefined; quantile?: string | undefined },
  ): void {
    const key = JSON.stringify([family.name, Object.entries(name.params ?? {}).sort()]);
    const known = this.#distributions.get(key);
    const found = known ?? {
      family,
      name,
      buckets: [],
      quantiles: new Map<number, number>(),
      sum: null,
      count: null,
    };
    this.#distributions.set(key, found);
    const { sample, value, le, quantile } = part;
    if (sample.endsWith('_bucket')) {
      if (le !== undefined) found.buckets.push({ upTo: metricNumber(le), count: value });
    } else if (sample.endsWith('_sum')) found.sum = value;
    else if (sample.endsWith('_count')) found.count = value;
    else if (quantile !== undefined) found.quantiles.set(metricNumber(quantile), value);
  }

  #histogram({ family, name, buckets }: Distribution): void {
    const { printed } = family.unit;
    const sorted = [...buckets].sort((a, b) => a.upTo - b.upTo);
    if (sorted.at(-1)?.upTo !== Number.POSITIVE_INFINITY) {
      this.#results.passOver('a histogram has no bucket up to +Inf');
      return;
    }
    if (sorted.at(-1)?.count === 0) {
      this.#results.passOver('a histogram has counted nothing');
      return;
    }
    for (const quantile of quantiles) {
      const value = quantileOf(sorted, quantile);
      const metric = quantileMetric(printed, quantile);
      if (value === Number.POSITIVE_INFINITY) {
        this.#results.passOver(
          `the quantile ${quantile} lies in a bucket without an end, so it is only known to be above ${sorted.at(-2)?.upTo ?? 0}`,
        );
      } else this.#results.series(name, metric, 'figure').add(printed.toBase(value));
    }
  }

  #summary({ family, name, quantiles: told, sum, count }: Distribution): void {
    const { printed } = family.unit;
    const hasMedian = told.has(0.5);
    for (const [quantile, value] of told) {
      const metric = quantileMetric(printed, quantile);
      this.#results.series(name, metric, 'figure').add(printed.toBase(value));
    }
    if (hasMedian) return;
    if (sum === null || count === null || count === 0) {
      this.#results.passOver('a summary has neither a median nor a mean');
      return;
    }
    const typical = valueMetric(printed);
    this.#results.series(name, typical, 'figure').add(printed.toBase(sum / count));
  }

  /** What belongs together is known when the text has ended. */
  end(): void {
    for (const one of this.#distributions.values()) {
      this.#results.rows(1);
      if (one.family.type !== 'summary') this.#histogram(one);
      else this.#summary(one);
    }
    if (this.#distributions.size > 0) this.#tellTotals();
  }
}
