/** Collects what a reader finds in one file; looks at each value, and tells nothing away. */
import type { BenchmarkName, Fact, Metric, Results, Series, ValueKind } from './format.ts';
import type { PassedOver, ReadBenchmark, Reading, ReadMetric } from './reading.ts';
import { Values } from './values.ts';

class MetricValues implements Series {
  readonly metric: Metric;
  readonly kind: ValueKind;
  readonly #launches: Values[] = [];
  #current: Values | null = null;
  /** Which launch of the file `#current` belongs to. */
  #launch = 0;
  readonly #results: FileResults;

  constructor(metric: Metric, kind: ValueKind, results: FileResults) {
    this.metric = metric;
    this.kind = kind;
    this.#results = results;
  }

  add(value: number): void {
    if (this.#current === null || this.#launch !== this.#results.launch) {
      this.#launch = this.#results.launch;
      this.#current = new Values();
      this.#launches.push(this.#current);
    }
    const problem = this.#current.add(value);
    if (problem !== null) this.#results.passOver(problem);
  }

  take(values: Values): void {
    this.#launches.push(values);
    this.#current = null;
  }

  nextLaunch(): void {
    this.#current = null;
  }

  read(): ReadMetric[] {
    const measured = this.#launches.filter(({ count }) => count > 0);
    if (measured.length === 0) return [];
    const launches = measured.map(({ kept, count }) => ({
      samples: kept,
      sampleCount: count,
    }));
    return [{ metric: this.metric, kind: this.kind, launches }];
  }
}

interface Found {
  readonly name: BenchmarkName;
  readonly metrics: Map<string, MetricValues>;
  ending: { readonly state: 'failed' | 'skipped'; readonly message: string } | null;
}

const nothing = {};

/** No text of a file may hold it after this. */
const separator = '\u0000';

export class FileResults implements Results {
  readonly #benchmarks = new Map<string, Found>();
  readonly #labels = new Map<object, string>();
  readonly #passedOver = new Map<string, { count: number; readonly line: number | null }>();
  readonly #facts = new Map<Fact, string>();
  readonly #notices = new Set<string>();
  #last: Found | null = null;
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
    const params = Object.entries(name.params ?? nothing).flat();
    const labels = name.labels ? this.#labelKey(name.labels) : '';
    // The number of names keeps them apart from parameters.
    const key = [name.path.length, ...name.path, ...params, labels].join(separator);
    let found = this.#benchmarks.get(key);
    if (!found) {
      found = { name, metrics: new Map(), ending: null };
      this.#benchmarks.set(key, found);
    }
    this.#last = found;
    return found;
  }

  series(benchmark: BenchmarkName, metric: Metric, kind: ValueKind): MetricValues {
    const { metrics } = this.#found(benchmark);
    const key = `${metric.name} ${metric.unit} ${kind}`;
    let values = metrics.get(key);
    if (!values) {
      values = new MetricValues(metric, kind, this);
      metrics.set(key, values);
    }
    return values;
  }

  take(benchmark: BenchmarkName, metric: Metric, kind: ValueKind, values: Values): void {
    this.series(benchmark, metric, kind).take(values);
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

  passOver(why: string, line?: number): void {
    const known = this.#passedOver.get(why);
    if (known) known.count += 1;
    else this.#passedOver.set(why, { count: 1, line: line ?? null });
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

  #read({ name, metrics, ending }: Found): ReadBenchmark[] {
    const read = [...metrics.values()].flatMap((values) => values.read());
    if (read.length === 0 && ending === null) return [];
    return [
      {
        path: name.path,
        params: name.params ?? nothing,
        labels: name.labels ?? nothing,
        // One that measured something was not skipped, whatever else is said of it.
        state: ending?.state === 'failed' ? 'failed' : read.length > 0 ? 'measured' : 'skipped',
        ...(ending && { message: ending.message }),
        metrics: read,
      },
    ];
  }

  /** All of it. @param file as the user named it */
  reading(file: string, format: string): Reading {
    const passedOver: PassedOver[] = [...this.#passedOver].map(([why, of]) => ({ why, ...of }));
    return {
      file,
      format,
      benchmarks: [...this.#benchmarks.values()].flatMap((found) => this.#read(found)),
      rows: this.#rows,
      passedOver,
      facts: this.#facts,
      notices: [...this.#notices],
    };
  }
}
