/**
 * A table that is wider than the terminal: what is left out, and which sides stand in which block of columns?
 * Values and changes always stay. Pure.
 */
import { type Column, lineWidth } from '../columns.ts';
import type { SidePlaces } from './sheet.ts';

/** What is left out, or written shorter, in this order. */
export const savings = ['plots', 'spreads', 'words'] as const;
export type Saving = (typeof savings)[number];

export interface Lines {
  readonly layout: readonly Column[];
  readonly sides: readonly SidePlaces[];
  /** The widest text of each place, titles of sides apart. */
  readonly widths: readonly number[];
  /** How wide the titles of sides are. */
  readonly titles: readonly number[];
  /** Of the terminal. */
  readonly columns: number;
}

/** Lines of the same rows below each other, each with the names and some of the sides. */
export interface Block {
  /** By number. */
  readonly sides: readonly number[];
  /** By place; zero for what is not in it. */
  readonly widths: readonly number[];
}

export interface Room {
  readonly blocks: readonly Block[];
  readonly saved: readonly Saving[];
}

/** Of a title, so much is always shown. */
const shortestTitle = 12;

/** Names give way to figures until they are as short as this. */
const shortestName = 8;

const placesOf = ({ value, spread, change, word, plot }: SidePlaces): number[] =>
  [value, spread, change, word, plot].filter((place) => place !== null);

/** How wide the columns of a side are together, without what stands before the first. */
export function sideWidth(
  { layout }: Pick<Lines, 'layout'>,
  side: SidePlaces,
  widths: readonly number[],
): number {
  const places = placesOf(side);
  const all = lineWidth(
    places.map((place) => widths[place] ?? 0),
    places.map((place) => layout[place] ?? { align: 'left', before: '' }),
  );
  return Math.max(0, all - (layout[side.value]?.before.length ?? 0));
}

/** Widths once something is saved; below each title there is some room. */
function savedWidths(lines: Lines, saved: readonly Saving[]): number[] {
  const widths = [...lines.widths];
  for (const [number, side] of lines.sides.entries()) {
    if (saved.includes('plots') && side.plot !== null) widths[side.plot] = 0;
    if (saved.includes('spreads')) widths[side.spread] = 0;
    // A mark is one character.
    if (saved.includes('words') && side.word !== null) {
      widths[side.word] = Math.min(1, widths[side.word] ?? 0);
    }
    const lacking =
      Math.min(shortestTitle, lines.titles[number] ?? 0) - sideWidth(lines, side, widths);
    if (lacking > 0) widths[side.value] = (widths[side.value] ?? 0) + lacking;
  }
  return widths;
}

/** The widths of the names and of some sides. */
function widthsWith(lines: Lines, widths: readonly number[], numbers: readonly number[]): number[] {
  const kept = new Set([
    0,
    ...numbers.flatMap((number) => {
      const side = lines.sides[number];
      return side ? placesOf(side) : [];
    }),
  ]);
  return widths.map((width, place) => (kept.has(place) ? width : 0));
}

/** Whether there is anything of this kind to save. */
function has({ sides, widths }: Lines, saving: Saving): boolean {
  const part = ({ plots: 'plot', spreads: 'spread', words: 'word' } as const)[saving];
  return sides.some((side) => (widths[side[part] ?? -1] ?? 0) > 0);
}

/** As many sides in each block as have room, at least one. */
function blocksOf(lines: Lines, widths: readonly number[]): Block[] {
  const blocks: Block[] = [];
  let open: number[] = [];
  const close = () => {
    if (open.length > 0) blocks.push({ sides: open, widths: widthsWith(lines, widths, open) });
    open = [];
  };
  for (const number of lines.sides.keys()) {
    const wider = widthsWith(lines, widths, [...open, number]);
    if (lineWidth(wider, lines.layout) > lines.columns) close();
    open = [...open, number];
  }
  close();
  return blocks;
}

/** How wide a line of names and these sides is. */
const widthOf = (lines: Lines, widths: readonly number[], numbers: readonly number[]) =>
  lineWidth(widthsWith(lines, widths, numbers), lines.layout);

/**
 * The blocks of a table that is too wide as it is. Without plots, or without spreads besides, it is still one if that
 * is enough; else it is broken, with as little left out as lets the first side stand beside another one, or
 * any side by itself. Where even that has no room, names become short.
 */
export function roomFor(lines: Lines): Room {
  const all = [...lines.sides.keys()];
  const levels = [0, 1, 2, 3].map((count) => {
    const saved = savings.slice(0, count);
    return { saved: saved.filter((one) => has(lines, one)), widths: savedWidths(lines, saved) };
  });
  const others = all.slice(1);
  const fits = (numbers: readonly number[]) => (level: (typeof levels)[number]) =>
    widthOf(lines, level.widths, numbers) <= lines.columns;
  const found =
    levels.slice(0, 3).find(fits(all)) ??
    levels.find((level) => others.every((other) => fits([0, other])(level))) ??
    levels.find((level) => all.every((one) => fits([one])(level))) ??
    levels.at(-1);
  if (!found) return { blocks: [], saved: [] };
  const widths = [...found.widths];
  const over = Math.max(0, ...all.map((one) => widthOf(lines, widths, [one]) - lines.columns));
  widths[0] = Math.max(Math.min(shortestName, widths[0] ?? 0), (widths[0] ?? 0) - over);
  return { blocks: blocksOf(lines, widths), saved: found.saved };
}
