/** Warnings and notices: what the reader may want to know beside the verdicts. */
import type { Report } from '../model/report.ts';
import type { Warning } from '../model/warning.ts';
import { formatNumberOf } from './format.ts';

/** What is the case, with all benchmarks that it is true of. */
export interface Fact {
  /** At least one, in the order of the report. */
  readonly ids: readonly string[];
  /** A sentence. */
  readonly text: string;
}

/** Facts that ask for the same. */
export interface WorthALook {
  /** What to do, as a sentence; empty where the only fact says all. */
  readonly advice: string;
  /** At least one. */
  readonly facts: readonly Fact[];
}

/** A warning says what is the case and, behind a colon, what to do: as two sentences. */
function split(text: string): readonly [fact: string, advice: string] {
  const colon = text.indexOf(': ');
  if (colon < 0) return [text, ''];
  const advice = text.slice(colon + 2);
  return [`${text.slice(0, colon)}.`, advice.charAt(0).toUpperCase() + advice.slice(1)];
}

const shares = /\d{1,9}(?:\.\d{1,9})?(?= %)/g;

/** Sentences that differ in percentages only, as one with their ranges: `about 8 to 30 % slower`. */
function withRanges(texts: readonly string[]): string {
  const all = texts.map((text) => [...text.matchAll(shares)].map(([share]) => Number(share)));
  let position = 0;
  return (texts[0] ?? '').replace(shares, (share) => {
    const values = all.map((of) => of[position] ?? 0);
    position += 1;
    const lowest = values.reduce((a, b) => Math.min(a, b));
    const highest = values.reduce((a, b) => Math.max(a, b));
    return lowest === highest ? share : `${lowest} to ${highest}`;
  });
}

/** The items by a key, in the order of their first ones. O(n). */
function groupsOf<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

/** Warnings that say no more than the reason of a benchmark's verdict are not told again. */
function untold({ warnings, comparisons }: Report): Warning[] {
  const reasons = new Map(
    comparisons.flatMap(({ id, reason }) => (reason ? [[id, reason.toLowerCase()] as const] : [])),
  );
  return warnings.filter(({ id, text }) => {
    const [, advice] = split(text);
    return advice === '' || !reasons.get(id)?.includes(advice.toLowerCase());
  });
}

/**
 * The warnings, everything that several of them say told once: with details their equal facts, else
 * also those that differ in a percentage. Those of benchmarks that are not what they were come
 * first, since their verdicts mean little. O(n).
 */
export function worthALook(report: Report, details: boolean): WorthALook[] {
  const warnings = untold(report);
  const all = [
    ...warnings.filter(({ kind }) => kind === 'changed'),
    ...warnings.filter(({ kind }) => kind !== 'changed'),
  ].map(({ id, text }) => {
    const [fact, advice] = split(text);
    return { id, fact, advice };
  });
  const likeness = (fact: string) => (details ? fact : fact.replace(shares, '#'));
  // Without advice there is one fact to a group.
  const asksFor = ({ fact, advice }: (typeof all)[number]) => advice || `\n${likeness(fact)}`;
  return groupsOf(all, asksFor).map((same) => ({
    advice: same[0]?.advice ?? '',
    facts: groupsOf(same, ({ fact }) => likeness(fact)).map((alike) => ({
      ids: alike.map(({ id }) => id),
      text: withRanges(alike.map(({ fact }) => fact)),
    })),
  }));
}

/** How many benchmarks are worth a look: `Worth a look: 3 benchmarks`. */
export function worthALookTitle(all: readonly WorthALook[]): string {
  const count = new Set(all.flatMap(({ facts }) => facts.flatMap(({ ids }) => ids))).size;
  return `Worth a look: ${formatNumberOf(count, 'benchmark', 'benchmarks')}`;
}

/** Above the report's stale entries. */
export const staleTitle = 'Entries that no longer apply';

/** What suites have to say beside their results, each notice with the suite's name. */
export function noticesOf({ suites }: Report): { readonly suite: string; readonly text: string }[] {
  return suites.flatMap(({ suite, notices }) => notices.map((text) => ({ suite, text })));
}
