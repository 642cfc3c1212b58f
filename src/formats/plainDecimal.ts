/** What number is written here? Without making a text of it, for files of very many numbers. Pure. */

const zero = 48;
const nine = 57;
const dot = 46;

/** Up to here whole numbers are exact, and so is their quotient by a power of ten up to 10^22. */
const exactDigits = 15;
const powersOfTen = Array.from({ length: exactDigits + 1 }, (_, exponent) => 10 ** exponent);

/** Where the number ended that {@link plainDecimal} read last: at what is neither digit nor point. */
export let plainDecimalEnd = 0;

/**
 * The plain decimal number that begins at `start`; NaN for every other one, and for what is none. Behind
 * it must be an end of a word: see {@link plainDecimalEnd}.
 */
export function plainDecimal(text: string, start: number, end: number): number {
  let place = start;
  let whole = 0;
  let point = -1;
  for (; place < end; place += 1) {
    const code = text.charCodeAt(place);
    if (code >= zero && code <= nine) whole = whole * 10 + (code - zero);
    else if (code === dot && point < 0) point = place;
    else break;
  }
  plainDecimalEnd = place;
  const digits = place - start - (point < 0 ? 0 : 1);
  if (digits === 0 || digits > exactDigits) return Number.NaN;
  return point < 0 || point === place - 1
    ? whole
    : whole / (powersOfTen[place - 1 - point] ?? Number.NaN);
}
