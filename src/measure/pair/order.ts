/** Which side goes first in a round? */

/** Whether the binary digits of a whole number have an odd sum. */
function isOdious(value: number): boolean {
  let odd = false;
  for (let left = value; left > 0; left = Math.floor(left / 2)) odd = odd !== (left % 2 === 1);
  return odd;
}

/**
 * AB BA BA AB BA AB AB BA …, by the sequence of Prouhet, Thue and Morse: in 2ⁿ rounds a drift of the
 * machine that is a polynomial of a degree below n cancels, and neighbouring rounds repeat an order
 * about as often as they change it, so that launches that depend on the launch before do not make
 * rounds depend on each other. Every second suite goes the other way round.
 *
 * @param round from 0
 * @param suite position of the suite in the run, from 0
 */
export function isBaseFirst(round: number, suite: number): boolean {
  return isOdious(round) === (suite % 2 === 1);
}
