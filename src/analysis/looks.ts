/** After which rounds is it looked at what is decided? Fixed before measuring. */

/** From one look to the next: small steps would use up the error rate, large ones waste rounds. */
const growth = 1.4;

/**
 * The rounds after which an adaptive run looks at its data: the fewest, then about 1.4 times as many
 * each time, and the most. A fixed number of rounds is one look.
 *
 * @example looksOf({ minimum: 5, maximum: 20 }) // [5, 7, 10, 14, 20]
 */
export function looksOf(rounds: { readonly minimum: number; readonly maximum: number }): number[] {
  const looks: number[] = [];
  for (let look = rounds.minimum; look < rounds.maximum; look = Math.ceil(look * growth)) {
    looks.push(look);
  }
  // A look right before the last one would cost more than it saves.
  if (looks.length > 1 && (looks.at(-1) ?? 0) * 1.15 > rounds.maximum) looks.pop();
  return [...looks, rounds.maximum];
}

/**
 * The looks that a benchmark with so many rounds went through: those planned up to there, and the
 * last one where it ended in between, by an interrupt or for want of time.
 */
export function looksUntil(looks: readonly number[], rounds: number): number[] {
  return [...looks.filter((look) => look < rounds), rounds];
}
