/** Chance that is the same every time, so that the same recording always gives the same answer. */

/** Uniform numbers from 0 up to, and without, 1. */
export type Uniform = () => number;

/**
 * Numbers that look random, from a seed: Marsaglia's 32-bit xorshift, good enough for choosing what
 * to rearrange (G. Marsaglia 2003, Xorshift RNGs, Journal of Statistical Software 8(14)).
 */
export function uniformSource(seed: number): Uniform {
  // The state must never be zero; multiplying tells neighbouring seeds apart.
  let state = Math.imul(seed, 0x9e3779b1) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** A random order of the items: the shuffle of R. Durstenfeld (1964), CACM 7(7), algorithm 235. */
export function shuffled<Item>(items: readonly Item[], uniform: Uniform): Item[] {
  const left = [...items];
  return items.flatMap(() => left.splice(Math.floor(uniform() * left.length), 1));
}
