/** Which numbers lie in a range, as people would write them down? Exact: no 0.30000000000000004. */

/** Numbers from `from` in steps of `step`, `to` among them where a step meets it. */
export interface DecimalRange {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** `digits` × 10^-`places`: what a number looks like when it is written, such as `1.5e-7`. */
interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

function decimalOf(value: number): Decimal {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return places >= 0 ? { digits, places } : { digits: digits * 10n ** BigInt(-places), places: 0 };
}

/** All three with as many decimal places as the longest has. */
function scaled({ from, to, step }: DecimalRange) {
  const decimals = [from, to, step].map(decimalOf);
  const places = Math.max(...decimals.map((it) => it.places));
  const [start = 0n, end = 0n, stride = 1n] = decimals.map(
    (it) => it.digits * 10n ** BigInt(places - it.places),
  );
  return { start, end, stride, places };
}

function written(digits: bigint, places: number): string {
  if (places === 0) return String(digits);
  const text = String(digits < 0n ? -digits : digits).padStart(places + 1, '0');
  const fraction = text.slice(-places).replace(/0+$/, '');
  const sign = digits < 0n ? '-' : '';
  return `${sign}${text.slice(0, -places)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** How many numbers a range has; none when it ends before it begins. The step is above zero. */
export function lengthOfRange(range: DecimalRange): number {
  const { start, end, stride } = scaled(range);
  return end < start ? 0 : Number((end - start) / stride) + 1;
}

/** The numbers of a range as decimal text, without needless zeros. */
export function numbersInRange(range: DecimalRange): readonly string[] {
  const { start, stride, places } = scaled(range);
  return Array.from({ length: lengthOfRange(range) }, (_, index) =>
    written(start + BigInt(index) * stride, places),
  );
}
