/** What to leave out of a document that may not exceed a size: the least important items first. */

/** A part of a document, as lines. Without items it is always kept, so it has to be small. */
export interface Block {
  /** 0 is kept first. */
  readonly importance: number;
  /** Told before and after the items, and only if at least one of them is kept. */
  readonly before: readonly string[];
  readonly items: readonly string[];
  readonly after: readonly string[];
  /** What the items are, for the sentence about those left out: `unchanged`. */
  readonly what: string;
}

export interface Omission {
  readonly what: string;
  readonly count: number;
}

const sizeOf = (lines: readonly string[]) => lines.reduce((sum, line) => sum + line.length + 1, 0);

/** How many of the items fit one after another into the size. */
function howManyFit(items: readonly string[], size: number): number {
  let used = 0;
  for (const [index, item] of items.entries()) {
    used += item.length + 1;
    if (used > size) return index;
  }
  return items.length;
}

/**
 * Keeps blocks in the order of their importance until `maxLength` (in UTF-16 code units, line breaks
 * included) is used up; within a block, the first items. Once something was left out, so is all that
 * is less important. Returns the kept lines block by block, in the order given. O(n).
 */
export function fitBlocks(
  blocks: readonly Block[],
  maxLength: number,
): { readonly lines: readonly string[][]; readonly omissions: readonly Omission[] } {
  const kept = new Map<Block, number>();
  let room =
    maxLength -
    sizeOf(blocks.filter(isFixed).flatMap(({ before, after }) => [...before, ...after]));
  for (const block of blocks.filter((one) => !isFixed(one)).sort(byImportance)) {
    room -= sizeOf(block.before) + sizeOf(block.after);
    const count = howManyFit(block.items, room);
    kept.set(block, count);
    // Nothing fits behind what was left out.
    room = count < block.items.length ? Number.NEGATIVE_INFINITY : room - sizeOf(block.items);
  }
  return {
    lines: blocks.map((block) => {
      const count = kept.get(block);
      if (count === 0) return [];
      return [...block.before, ...block.items.slice(0, count ?? 0), ...block.after];
    }),
    omissions: blocks.flatMap((block) => {
      const count = block.items.length - (kept.get(block) ?? 0);
      return count > 0 ? [{ what: block.what, count }] : [];
    }),
  };
}

const isFixed = (block: Block) => block.items.length === 0;

const byImportance = (a: Block, b: Block) => a.importance - b.importance;
