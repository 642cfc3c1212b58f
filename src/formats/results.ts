/** Collects what a reader finds in one file; looks at each value, and tells nothing away. */
import type {
  BenchmarkName,
  Fact,
  Metric,
  MetricValues,
  Results,
  Series,
  ValueKind,
} from './format.ts';
import type { PassedOver, ReadBenchmark, Reading, ReadMetric } from './reading.ts';
import { Values } from './values.ts';

/** Also what is read of the metric: of very many series, nothing is copied. */
class MetricSeries implements Series, ReadMetric {
  readonly metric: Metric;
  readonly kind: ValueKind;
  readonly launches: Values[];
  #current: Values | null = null;
  /** Which launch of the file `#current` belongs to. */
  #launch = 0;
  readonly #results: FileResults;

  constructor(metric: Metric, kind: ValueKind, results: FileResults, launches: Values[] = []) {
    this.metric = metric;
    this.kind = kind;
    this.#results = results;
    this.launches = launches;
  }

  add(value: number): void {
    if (this.#current === null || this.#launch !== this.#results.launch) {
      this.#launch = this.#results.launch;
      this.#current = Values.none();
    }
    const problem = this.#current.add(value);
    if (problem !== null) this.#results.passOver(problem);
    else if (this.#current.sampleCount === 1) this.launches.push(this.#current);
  }

  take(values: Values): void {
    if (values.sampleCount > 0) this.launches.push(values);
    this.#current = null;
  }

  nextLaunch(): void {
    this.#current = null;
  }
}

/** Up to so many metrics, looking through them is quicker than a map of each benchmark, and smaller. */
const fewMetrics = 16;

const isOf = (values: MetricSeries, metric: Metric, kind: ValueKind) =>
  values.kind === kind && values.metric.name === metric.name && values.metric.unit === metric.unit;

/** Linear in pairs, of which there are few. */
const areDistinct = (collected: readonly MetricValues[]) =>
  collected.every(
    ({ metric: { name, unit } }, index) =>
      !collected.some(
        (other, place) => place < index && other.metric.name === name && other.metric.unit === unit,
      ),
  );

interface Found {
  readonly name: BenchmarkName;
  metrics: MetricSeries[];
  /** Those beyond the first few. */
  others: Map<string, MetricSeries> | null;
  ending: { readonly state: 'failed' | 'skipped'; readonly message: string } | null;
}

const nothing = {};

/** No text of a file may hold it after this. */
const separator = '\u0000';

export class FileResults implements Results {
  readonly #benchmarks = new Map<string, Found>();
  readonly #labels = new Map<object, string>();
  readonly #passedOver = new Map<string, { count: number } & Pick<PassedOver, 'line' | 'file'>>();
  readonly #facts = new Map<Fact, string>();
  readonly #notices = new Set<string>();
  #last: Found | null = null;
  #place: number | (() => number | undefined) | undefined;
  #file: string | null = null;
  #rows = 0;
  #launch = 0;

  /** Which of several launches in one file is being read, from 0. */
  get launch(): number {
    return this.#launch;
  }

  /** Labels are few objects for very many rows. */
  #labelKey(labels: Readonly<Record<string, string>>): string {
    const known = this.#labels.get(labels);
    if (known !== undefined) return known;
    const key = JSON.stringify(Object.entries(labels).sort());
    this.#labels.set(labels, key);
    return key;
  }

  #found(name: BenchmarkName): Found {
    // Most readers say all of a benchmark in one go.
    if (this.#last?.name === name) return this.#last;
    // The number of names keeps them apart from parameters.
    let key = `${name.path.length}`;
    for (const part of name.path) key += separator + part;
    for (const param in name.params) key += `${separator}${param}${separator}${name.params[param]}`;
    if (name.labels) key += separator + this.#labelKey(name.labels);
    let found = this.#benchmarks.get(key);
    if (!found) {
      found = { name, metrics: [], others: null, ending: null };
      this.#benchmarks.set(key, found);
    }
    this.#last = found;
    return found;
  }

  series(benchmark: BenchmarkName, metric: Metric, kind: ValueKind): MetricSeries {
    const found = this.#found(benchmark);
    const { metrics } = found;
    for (let index = 0; index < metrics.length && index < fewMetrics; index += 1) {
      const one = metrics[index];
      if (one && isOf(one, metric, kind)) return one;
    }
    const key = metrics.length < fewMetrics ? '' : `${metric.name} ${metric.unit} ${kind}`;
    const known = found.others?.get(key);
    if (known) return known;
    const values = new MetricSeries(metric, kind, this);
    metrics.push(values);
    if (metrics.length > fewMetrics) {
      found.others ??= new Map();
      found.others.set(key, values);
    }
    return values;
  }

  take(benchmark: BenchmarkName, kind: ValueKind, collected: readonly MetricValues[]): void {
    const found = this.#found(benchmark);
    if (found.metrics.length === 0 && collected.length <= fewMetrics && areDistinct(collected)) {
      // Of very many benchmarks, lists that grow would take most of the memory.
      found.metrics = collected.map(
        ({ metric, values }) =>
          new MetricSeries(metric, kind, this, values.sampleCount > 0 ? [values] : []),
      );
      return;
    }
    for (const { metric, values } of collected) this.series(benchmark, metric, kind).take(values);
  }

  nextLaunch(): void {
    this.#launch += 1;
  }

  failed(benchmark: BenchmarkName, message: string): void {
    this.#found(benchmark).ending ??= { state: 'failed', message };
  }

  skipped(benchmark: BenchmarkName, message: string): void {
    this.#found(benchmark).ending ??= { state: 'skipped', message };
  }

  rows(count: number): void {
    this.#rows += count;
  }

  at(line: number | (() => number | undefined)): void {
    this.#place = line;
  }

  inFile(path: string): void {
    this.#file = path;
    this.#place = undefined;
  }

  passOver(why: string, line?: number): void {
    const known = this.#passedOver.get(why);
    if (known) known.count += 1;
    else {
      const here = typeof this.#place === 'function' ? this.#place() : this.#place;
      this.#passedOver.set(why, {
        count: 1,
        line: line ?? here ?? null,
        ...(this.#file !== null && { file: this.#file }),
      });
    }
  }

  fact(fact: Fact, value: string): void {
    const told = value.trim();
    const known = this.#facts.get(fact);
    if (told === '') return;
    if (known === undefined) this.#facts.set(fact, told);
    else if (known !== told && fact !== 'started-at') {
      this.notice(`Not all of it was measured alike: ${fact} is "${known}" and "${told}".`);
    }
  }

  notice(sentence: string): void {
    this.#notices.add(sentence);
  }

  #read({ name, metrics, ending }: Found): ReadBenchmark | null {
    const read = metrics.every(({ launches }) => launches.length > 0)
      ? metrics
      : metrics.filter(({ launches }) => launches.length > 0);
    if (read.length === 0 && ending === null) return null;
    return {
      path: name.path,
      params: name.params ?? nothing,
      labels: name.labels ?? nothing,
      // One that measured something was not skipped, whatever else is said of it.
      state: ending?.state === 'failed' ? 'failed' : read.length > 0 ? 'measured' : 'skipped',
      ...(ending && { message: ending.message }),
      metrics: read,
    };
  }

  /** All of it. @param file as the user named it */
  reading(file: string, format: string): Reading {
    const passedOver: PassedOver[] = [...this.#passedOver].map(([why, of]) => ({ why, ...of }));
    return {
      file,
      format,
      benchmarks: [...this.#benchmarks.values()]
        .map((found) => this.#read(found))
        .filter((read) => read !== null),
      rows: this.#rows,
      passedOver,
      facts: this.#facts,
      notices: [...this.#notices],
    };
  }
}
