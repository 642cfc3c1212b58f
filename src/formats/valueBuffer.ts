/**
 * Takes values of very many series in the order in which a file tells them: into two columns of numbers,
 * and from there to their series, all at once. One growing list for each series would be most of the work.
 */
import { Values } from './values.ts';

const fewestValues = 1024;
/** Under a MB; more would not be quicker. */
const mostBuffered = 2 ** 16;

export class ValueBuffer {
  /** By number of the series; those of which values are still in the columns may lack. */
  readonly #all: (Values | null)[] = [];
  #values = new Float64Array(fewestValues);
  #series = new Int32Array(fewestValues);
  #count = 0;

  /** Opens so many series; gives the number of the first one, from 0. */
  open(count: number): number {
    const first = this.#all.length;
    for (let opened = 0; opened < count; opened += 1) this.#all.push(null);
    return first;
  }

  /** Adds a value that `valueProblem` has no objection to. */
  add(series: number, value: number): void {
    if (this.#count === this.#values.length) this.#makeRoom();
    this.#values[this.#count] = value;
    this.#series[this.#count] = series;
    this.#count += 1;
  }

  #makeRoom(): void {
    // Emptying looks at every series, so that there must be as many values.
    if (this.#count >= Math.max(mostBuffered, this.#all.length)) {
      this.#empty();
      return;
    }
    const [values, series] = [this.#values, this.#series];
    this.#values = new Float64Array(this.#count * 2);
    this.#values.set(values);
    this.#series = new Int32Array(this.#count * 2);
    this.#series.set(series);
  }

  /** Hands the values to their series, in order: a counting sort. */
  #empty(): void {
    const [values, series, count] = [this.#values, this.#series, this.#count];
    const ends = new Int32Array(this.#all.length);
    for (let index = 0; index < count; index += 1) {
      const one = series[index] ?? 0;
      ends[one] = (ends[one] ?? 0) + 1;
    }
    let sum = 0;
    for (let index = 0; index < ends.length; index += 1) {
      const start = sum;
      sum += ends[index] ?? 0;
      ends[index] = start;
    }
    const sorted = new Array<number>(count).fill(0.5);
    for (let index = 0; index < count; index += 1) {
      const one = series[index] ?? 0;
      const place = ends[one] ?? 0;
      sorted[place] = values[index] ?? Number.NaN;
      ends[one] = place + 1;
    }
    let start = 0;
    for (let index = 0; index < ends.length; index += 1) {
      const end = ends[index] ?? 0;
      if (end > start) this.#hand(index, sorted, start, end);
      start = end;
    }
    this.#count = 0;
  }

  #hand(series: number, sorted: readonly number[], start: number, end: number): void {
    const known = this.#all[series];
    if (known) known.addAll(sorted, start, end);
    else this.#all[series] = Values.of(sorted.slice(start, end));
  }

  /** All values of a series so far. */
  valuesOf(series: number): Values {
    if (this.#count > 0) this.#empty();
    const known = this.#all[series];
    if (known) return known;
    const none = Values.none();
    this.#all[series] = none;
    return none;
  }
}
