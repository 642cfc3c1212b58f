/** What to leave out of a document that may not exceed a size: the least important items first. */

/** A part of a document, as lines. Without items it is always kept, so it has to be small. */
export interface Block {
  /** 0 is kept first. */
  readonly importance: number;
  /** Told before and after the items, and only if at least one of them is kept. */
  readonly before: readonly string[];
  /** Called in order, and only while there is room. */
  readonly items: readonly (() => string)[];
  readonly after: readonly string[];
  /** What the items are, for the sentence about those left out: `unchanged`. */
  readonly what: string;
}

export interface Omission {
  readonly what: string;
  readonly count: number;
}

const sizeOf = (lines: readonly string[]) => lines.reduce((sum, line) => sum + line.length + 1, 0);

/** The first items, as many as fit one after another into the size. */
function firstItems(items: readonly (() => string)[], size: number): string[] {
  const fitting: string[] = [];
  let left = size;
  for (const item of items) {
    // Without room for a line break, nothing is worth being rendered.
    const text = left > 0 ? item() : '';
    left -= text.length + 1;
    if (left < 0) break;
    fitting.push(text);
  }
  return fitting;
}

/**
 * Keeps blocks in the order of their importance until `maxLength` (in UTF-16 code units, line breaks
 * included) is used up; within a block, the first items. Once something was left out, so is all that
 * is less important. Returns the kept lines block by block, in the order given. O(n log n) in blocks;
 * items that are left out cost nothing.
 */
export function fitBlocks(
  blocks: readonly Block[],
  maxLength: number,
): { readonly lines: readonly string[][]; readonly omissions: readonly Omission[] } {
  const fixed = blocks.filter(isFixed);
  let room = maxLength - sizeOf(fixed.flatMap(({ before, after }) => [...before, ...after]));
  const kept = new Map<Block, readonly string[]>(fixed.map((block) => [block, []]));
  for (const block of blocks.filter((one) => !isFixed(one)).sort(byImportance)) {
    room -= sizeOf(block.before) + sizeOf(block.after);
    const items = firstItems(block.items, room);
    if (items.length > 0) kept.set(block, items);
    // Nothing fits behind what was left out.
    room = items.length < block.items.length ? Number.NEGATIVE_INFINITY : room - sizeOf(items);
  }
  return {
    lines: blocks.map((block) => {
      const items = kept.get(block);
      return items ? [...block.before, ...items, ...block.after] : [];
    }),
    omissions: blocks.flatMap((block) => {
      const count = block.items.length - (kept.get(block)?.length ?? 0);
      return count > 0 ? [{ what: block.what, count }] : [];
    }),
  };
}

const isFixed = (block: Block) => block.items.length === 0;

const byImportance = (a: Block, b: Block) => a.importance - b.importance;
