/** The units of the lines of one name, in the order in which they were seen: one list for all names alike. */
import { copiedText } from '../copiedText.ts';

export class UnitList {
  readonly units: readonly string[];
  readonly #longer = new Map<string, UnitList>();

  private constructor(units: readonly string[]) {
    this.units = units;
  }

  /** The beginning of all lists of a file. */
  static empty(): UnitList {
    return new UnitList([]);
  }

  /** This list and one unit more. */
  with(unit: string): UnitList {
    const known = this.#longer.get(unit);
    if (known) return known;
    const own = copiedText(unit);
    const longer = new UnitList([...this.units, own]);
    this.#longer.set(own, longer);
    return longer;
  }
}
