/** Keeps values of which there may be billions: all of a few thousand, else an even choice among them. */

/** So many are kept whole; a choice of so many gives a median within 1 % of rank. */
export const mostValues = 8192;

/** No clock is this fine and no run this long; figures beyond would make later ones infinite. */
const smallestValue = 1e-18;
const largestValue = 1e18;

/** Why a value can be no measurement, as half a sentence; null for one that can. */
export function valueProblem(value: number): string | null {
  if (value === 0 || (value >= smallestValue && value <= largestValue)) return null;
  if (Number.isNaN(value)) return 'a value is no number';
  if (value < 0) return 'a value is negative';
  return value < 1 ? 'a value is too small to be measured' : 'a value is infinite or too large';
}

/** Steps of a linear congruential generator (Numerical Recipes, 3rd ed., 7.1.5), the same in each run. */
const multiplier = 1_664_525;
const increment = 1_013_904_223;

/** What one process measured. */
export interface ReadLaunch {
  /** In the metric's base unit; of very many, an even choice. */
  readonly samples: readonly number[];
  /** How many there were. */
  readonly sampleCount: number;
}

export class Values implements ReadLaunch {
  readonly samples: number[];
  sampleCount: number;
  #state = 1;

  private constructor(samples: number[]) {
    this.samples = samples;
    this.sampleCount = samples.length;
  }

  /** None so far. */
  static none(): Values {
    return new Values([]);
  }

  /** Takes this list over, of values to which `valueProblem` has no objection. */
  static of(list: number[]): Values {
    if (list.length <= mostValues) return new Values(list);
    const values = Values.none();
    values.addAll(list, 0, list.length);
    return values;
  }

  /** Puts all values into another unit. */
  convert(convert: (value: number) => number): Values {
    const { samples } = this;
    // By index: an iterator would make an object of each of very many values.
    for (let index = 0; index < samples.length; index += 1) {
      samples[index] = convert(samples[index] ?? Number.NaN);
    }
    return this;
  }

  /**
   * Adds a value, unless it can be no measurement: then says why. Of very many, each is kept with the same
   * chance (Algorithm R; J. S. Vitter 1985, ACM Trans. Math. Softw. 11(1), p. 39).
   */
  add(value: number): string | null {
    const problem = valueProblem(value);
    if (problem === null) this.#keep(value);
    return problem;
  }

  #keep(value: number): void {
    this.sampleCount += 1;
    if (this.samples.length < mostValues) {
      this.samples.push(value);
      return;
    }
    this.#state = (Math.imul(this.#state, multiplier) + increment) >>> 0;
    const place = Math.floor((this.#state / 2 ** 32) * this.sampleCount);
    if (place < mostValues) this.samples[place] = value;
  }

  /** Adds a part of a list of values to which `valueProblem` has no objection. */
  addAll(list: readonly number[], start: number, end: number): void {
    for (let index = start; index < end; index += 1) this.#keep(list[index] ?? Number.NaN);
  }
}
