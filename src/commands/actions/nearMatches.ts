/** Which names may have been meant? Pure. */

const mostMatches = 5;

/** Below this, names have hardly anything in common. */
const leastLikeness = 0.3;

function bigrams(text: string): Set<string> {
  const letters = text.toLowerCase();
  return new Set(Array.from({ length: letters.length - 1 }, (_, at) => letters.slice(at, at + 2)));
}

/**
 * The share of pairs of neighbouring letters that two texts have in common, from 0 to 1 (L. R. Dice
 * 1945, Ecology 26(3)).
 */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((pair) => b.has(pair)).length;
  return a.size + b.size === 0 ? 0 : (2 * common) / (a.size + b.size);
}

/** At most five names, the likest first: those that hold the text, then those that look like it. */
export function nearMatches(text: string, names: readonly string[]): string[] {
  const wanted = bigrams(text);
  const holds = (name: string) => text !== '' && name.toLowerCase().includes(text.toLowerCase());
  return names
    .map((name) => ({ name, score: likeness(wanted, bigrams(name)) + (holds(name) ? 1 : 0) }))
    .filter(({ score }) => score >= leastLikeness)
    .sort((a, b) => b.score - a.score)
    .slice(0, mostMatches)
    .map(({ name }) => name);
}
