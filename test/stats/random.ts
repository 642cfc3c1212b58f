/** A small seeded random source, so that a test of chance has one and the same outcome everywhere. */

/** Uniform numbers in [0, 1) from a 32-bit state, by a Weyl sequence and the murmur3 finalizer. */
export function uniformSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let bits = state;
    bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
    return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
  };
}

/** Standard normal numbers out of uniform ones, by the method of Box and Muller. */
export function normalsFrom(uniform: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Standard normal numbers. */
export function normalSource(seed: number): () => number {
  return normalsFrom(uniformSource(seed));
}
