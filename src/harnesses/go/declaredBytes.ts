/**
 * How many bytes does a benchmark declare by `b.SetBytes`? Go prints only MB/s and ns/op, both
 * rounded, so that one line leaves several numbers open; all lines together often leave one.
 */
import type { ResultRecord } from '../../formats/go/benchfmt.ts';
import type { PrintedValue } from '../../formats/go/resultLine.ts';

/** Whole numbers from `least` to `most`; empty when no number fits. */
export interface ByteRange {
  readonly least: number;
  readonly most: number;
}

/** From so many ns/op on, Go prints so many digits behind the point (`prettyPrint` of its testing package). */
const digitSteps: readonly (readonly [number, number])[] = [
  [999.95, 0],
  [99.995, 1],
  [9.9995, 2],
  [0.99995, 3],
  [0.099995, 4],
  [0.0099995, 5],
  [0.00099995, 6],
];

/** Half a unit of the last digit that Go prints of a number of ns/op. */
function halfDigit(nanoseconds: number): number {
  const digits = digitSteps.find(([least]) => nanoseconds >= least)?.[1] ?? 7;
  return 0.5 * 10 ** -digits;
}

/** Half of the last digit of `%.2f MB/s`. */
const halfSpeedDigit = 0.005;

/** More than floating-point numbers lose on the way, and less than makes a difference. */
const slack = 1e-6;

const printed = (values: readonly PrintedValue[], unit: string) =>
  values.find((one) => one.unit === unit)?.value;

function rangeOf({ values }: ResultRecord): ByteRange | null {
  const nanoseconds = printed(values, 'ns/op');
  const speed = printed(values, 'MB/s');
  if (nanoseconds === undefined || speed === undefined) return null;
  const half = halfDigit(nanoseconds);
  // MB/s are 10^6 bytes per second.
  const least = ((speed - halfSpeedDigit) * (nanoseconds - half)) / 1000;
  const most = ((speed + halfSpeedDigit) * (nanoseconds + half)) / 1000;
  return { least: Math.max(1, Math.ceil(least - slack)), most: Math.floor(most + slack) };
}

const anything: ByteRange = { least: 1, most: Number.POSITIVE_INFINITY };

const both = (a: ByteRange, b: ByteRange): ByteRange => ({
  least: Math.max(a.least, b.least),
  most: Math.min(a.most, b.most),
});

/**
 * What fits all lines of a benchmark; null where a line tells no speed, or no time to it.
 *
 * @param known what other launches have left open
 */
export function bytesOf(
  records: readonly ResultRecord[],
  known: ByteRange = anything,
): ByteRange | null {
  let range = known;
  for (const record of records) {
    const own = rangeOf(record);
    if (own === null) return null;
    range = both(range, own);
  }
  return records.length > 0 ? range : null;
}

/** The number, if just one is left: any guess would differ between launches, as if the work did. */
export const onlyNumber = ({ least, most }: ByteRange) => (least === most ? least : null);
