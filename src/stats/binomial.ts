/** How likely are so few successes in so many trials of equal chances? */

/** Beyond this, the chance of a single outcome is no longer a number above zero. */
const mostTrials = 1000;

/**
 * The probability of at most `successes` heads in `trials` throws of a fair coin: the p-value of a
 * sign test. Exact to rounding. O(successes).
 *
 * @throws RangeError unless both are integers with 0 ≤ successes ≤ trials ≤ 1000
 */
export function fairCoinLowerTail(successes: number, trials: number): number {
  const valid = Number.isInteger(successes) && Number.isInteger(trials) && successes >= 0;
  if (!valid || successes > trials || trials > mostTrials) {
    throw new RangeError(`no count of successes: ${successes} of ${trials}`);
  }
  let chance = 2 ** -trials;
  let sum = chance;
  for (let count = 1; count <= successes; count += 1) {
    chance *= (trials - count + 1) / count;
    sum += chance;
  }
  return Math.min(1, sum);
}
