/** What number is written here? Without making a text of it, for files of very many numbers. Pure. */

const zero = 48;
const nine = 57;
const dot = 46;

/** Up to here whole numbers are exact, and so is their quotient by a power of ten up to 10^22. */
const exactDigits = 15;
const powersOfTen = Array.from({ length: exactDigits + 1 }, (_, exponent) => 10 ** exponent);

/** The plain decimal number of a word; NaN for every other word, which may be a number all the same. */
export function plainDecimal(text: string, start: number, end: number): number {
  let digits = 0;
  let whole = 0;
  let decimals = -1;
  for (let place = start; place < end; place += 1) {
    const code = text.charCodeAt(place);
    if (code >= zero && code <= nine) {
      whole = whole * 10 + (code - zero);
      digits += 1;
      if (decimals >= 0) decimals += 1;
    } else if (code === dot && decimals < 0) decimals = 0;
    else return Number.NaN;
  }
  if (digits === 0 || digits > exactDigits) return Number.NaN;
  return decimals > 0 ? whole / (powersOfTen[decimals] ?? Number.NaN) : whole;
}
