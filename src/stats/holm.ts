/** Which of many tests still say something when all of them are looked at together? */

/**
 * Adjusts p-values so that calling every one at or below α a finding errs with a probability of at
 * most α over the whole family, whatever the dependence between the tests.
 *
 * In ascending order the i-th of m p-values (from 0) is multiplied by m − i, capped at 1, and never
 * made smaller than the one before it. Returned in the order of the input. O(m log m).
 *
 * S. Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of
 * Statistics 6, 65–70.
 *
 * @example holm([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 * @throws RangeError for a value outside of 0 to 1
 */
export function holm(pValues: readonly number[]): number[] {
  const ascending = pValues.map((pValue, index) => {
    if (!(pValue >= 0 && pValue <= 1)) throw new RangeError(`${pValue} is not a p-value`);
    return { pValue, index };
  });
  ascending.sort((a, b) => a.pValue - b.pValue);

  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  for (const [rank, { pValue, index }] of ascending.entries()) {
    largest = Math.max(largest, Math.min(1, pValue * (pValues.length - rank)));
    adjusted[index] = largest;
  }
  return adjusted;
}
