/** All lines of one printed name, under the same package and configuration. */
import { ValueBuffer } from '../valueBuffer.ts';
import { type Values, valueProblem } from '../values.ts';
import type { Figures } from './plainLine.ts';
import { UnitList } from './unitList.ts';

/** What the entries of a text share. */
export class EntryStore {
  readonly buffer = new ValueBuffer();
  readonly noUnits = UnitList.empty();
  /** So many units had the entry before: most are alike. */
  usualUnits = 0;
  readonly passOver: (why: string) => void;
  /** Where entries have a unit that their first lines had not. */
  readonly lateLines = new Map<Entry, number>();
  readonly line: () => number;

  /**
   * @param passOver told of values that can be no measurements
   * @param line the number of the line that is read
   */
  constructor(passOver: (why: string) => void, line: () => number) {
    this.passOver = passOver;
    this.line = line;
  }
}

export class Entry implements Figures {
  /** As printed, perhaps with `-N` for GOMAXPROCS. */
  readonly name: string;
  /** As it was announced before it ran (`-v`); null where it was not. */
  readonly announced: string | null;
  unitList: UnitList;
  lines = 0;
  /** What came after it, as a guess for the next time. */
  next: Entry | null = null;
  /** How it ended, if not with results. */
  ending: { readonly kind: 'failed' | 'skipped'; readonly message: string } | null = null;
  readonly #store: EntryStore;
  /** The series of its first units follow each other from here on. */
  readonly #firstSeries: number;
  readonly #reserved: number;
  /** Those of all other units. */
  #others: number[] | null = null;

  constructor(name: string, announced: string | null, store: EntryStore) {
    this.name = name;
    this.announced = announced;
    this.unitList = store.noUnits;
    this.#store = store;
    this.#reserved = store.usualUnits;
    this.#firstSeries = store.buffer.open(this.#reserved);
  }

  get units(): readonly string[] {
    return this.unitList.units;
  }

  /** The line where a unit came that its first lines had not; undefined where they are all alike. */
  get lateLine(): number | undefined {
    return this.#store.lateLines.get(this);
  }

  value(value: number, unit: string): void {
    let index = this.units.indexOf(unit);
    if (index < 0) {
      index = this.units.length;
      this.unitList = this.unitList.with(unit);
      if (this.lines > 0 && !this.#store.lateLines.has(this)) {
        this.#store.lateLines.set(this, this.#store.line());
      }
      this.#store.usualUnits = index + 1;
      if (index >= this.#reserved) {
        this.#others ??= [];
        this.#others.push(this.#store.buffer.open(1));
      }
    }
    this.add(index, value);
  }

  add(index: number, value: number): void {
    const problem = valueProblem(value);
    if (problem === null) this.#store.buffer.add(this.#seriesAt(index), value);
    else this.#store.passOver(problem);
  }

  #seriesAt(index: number): number {
    return index < this.#reserved
      ? this.#firstSeries + index
      : (this.#others?.[index - this.#reserved] ?? -1);
  }

  /** The values of the unit at this place of `units`, as printed. */
  valuesAt(index: number): Values {
    return this.#store.buffer.valuesOf(this.#seriesAt(index));
  }
}
