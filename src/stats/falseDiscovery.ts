/** Which of many tests are findings, if only a small share of the findings may be wrong? */

/**
 * Adjusts p-values so that calling every one at or below q a finding makes the expected share of
 * wrong ones among the findings at most q (the false discovery rate), for independent or positively
 * dependent tests. Where nothing at all has changed, the chance of any finding is at most q.
 *
 * In descending order the i-th largest of m p-values is multiplied by m / rank, and never made larger
 * than the one before it. Returned in the order of the input. O(m log m).
 *
 * Y. Benjamini and Y. Hochberg (1995), Controlling the false discovery rate, Journal of the Royal
 * Statistical Society B 57, 289–300; positive dependence: Y. Benjamini and D. Yekutieli (2001), The
 * Annals of Statistics 29, 1165–1188.
 *
 * @example benjaminiHochberg([0.01, 0.04, 0.03]) // [0.03, 0.04, 0.04]
 * @throws RangeError for a value outside of 0 to 1
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const descending = pValues.map((pValue, index) => {
    if (!(pValue >= 0 && pValue <= 1)) throw new RangeError(`${pValue} is not a p-value`);
    return { pValue, index };
  });
  descending.sort((a, b) => b.pValue - a.pValue);

  const count = pValues.length;
  const adjusted = new Array<number>(count);
  let smallest = 1;
  for (const [position, { pValue, index }] of descending.entries()) {
    smallest = Math.min(smallest, pValue * (count / (count - position)));
    adjusted[index] = smallest;
  }
  return adjusted;
}
