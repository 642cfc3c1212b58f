/**
 * Does a glob match the id of a benchmark? `*` stands for any text within one part of an id, `**` for
 * any text, and a whole part that is two stars for any number of parts. All else stands for itself,
 * brackets and backslashes included, so that every id matches itself; `\*` is a star.
 *
 * Globs of files would not do: brackets are parameters here, and a backslash belongs to the id.
 */

/** One part of a glob: a unit of an id that is wanted, or what stands for several. */
type Part =
  | { readonly kind: 'unit'; readonly text: string }
  | { readonly kind: 'within' | 'across' | 'parts' };

/** A slash that separates nothing, being a part of a name or of a parameter. */
const innerSlash = '\\/';

/** Characters, each with the backslash before it; see `benchmarkId` for what is escaped. */
function unitsOf(text: string): string[] {
  const units: string[] = [];
  let inParameters = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\\' && at + 1 < text.length) {
      at += 1;
      units.push(character + text[at]);
      continue;
    }
    if (character === '[') inParameters = true;
    if (character === ']') inParameters = false;
    units.push(character === '/' && inParameters ? innerSlash : character);
  }
  return units;
}

function partsOf(glob: string): Part[] {
  const units = unitsOf(glob);
  const parts: Part[] = [];
  for (let at = 0; at < units.length; at += 1) {
    const unit = units[at] ?? '';
    if (unit !== '*') {
      parts.push({ kind: 'unit', text: unit === '\\*' ? '*' : unit });
      continue;
    }
    const isFirst = at === 0 || units[at - 1] === '/';
    let end = at;
    while (units[end + 1] === '*') end += 1;
    if (end === at) parts.push({ kind: 'within' });
    else if (isFirst && units[end + 1] === '/') parts.push({ kind: 'parts' });
    else parts.push({ kind: 'across' });
    at = parts.at(-1)?.kind === 'parts' ? end + 1 : end;
  }
  return parts;
}

/** Where a wildcard began, to let it reach further when what follows does not match. */
interface Guess {
  readonly part: number;
  readonly kind: 'within' | 'across' | 'parts';
  /** What follows is tried from this unit on. */
  readonly unit: number;
}

/** The next place up to which the wildcard may reach; null when there is none. */
function further(guess: Guess | null, units: readonly string[]): Guess | null {
  if (guess === null || guess.unit >= units.length) return null;
  if (guess.kind === 'within' && units[guess.unit] === '/') return null;
  if (guess.kind !== 'parts') return { ...guess, unit: guess.unit + 1 };
  const slash = units.indexOf('/', guess.unit);
  return slash < 0 ? null : { ...guess, unit: slash + 1 };
}

/** Whether the whole text matches. */
function matches(parts: readonly Part[], units: readonly string[]): boolean {
  let [part, unit] = [0, 0];
  let within: Guess | null = null;
  let across: Guess | null = null;
  for (;;) {
    const wanted = parts[part];
    if (wanted === undefined && unit === units.length) return true;
    if (wanted?.kind === 'unit' && wanted.text === units[unit]) {
      part += 1;
      unit += 1;
      continue;
    }
    if (wanted !== undefined && wanted.kind !== 'unit') {
      const guess = { part, kind: wanted.kind, unit };
      within = wanted.kind === 'within' ? guess : null;
      across = wanted.kind === 'within' ? across : guess;
      part += 1;
      continue;
    }
    // An earlier wildcard of the same reach could gain nothing by reaching further.
    within = further(within, units);
    if (within === null) across = further(across, units);
    const guess: Guess | null = within ?? across;
    if (guess === null) return false;
    part = guess.part + 1;
    unit = guess.unit;
  }
}

/**
 * Which globs match this id? For asking about several. Only the last wildcard of each reach is ever
 * taken back, so a glob takes at most the product of both lengths for each of its parts, and usually
 * their sum.
 */
export function globsMatching(id: string): (glob: string) => boolean {
  const units = unitsOf(id);
  return (glob) => matches(partsOf(glob), units);
}

/** Whether the whole id matches. */
export const matchesGlob = (glob: string, id: string): boolean => globsMatching(id)(glob);
