/** How rows of cells become aligned lines of text in a terminal. */
import { displayWidth, pad, truncateMiddle } from '../text.ts';

export interface Column {
  /** Numbers stand right, so that their units line up. */
  readonly align: 'left' | 'right';
  /** What stands before a cell; as spaces where the cell to its left is empty. */
  readonly before: string;
}

/** Width of the widest cell of each column. */
export function columnWidths(rows: readonly (readonly string[])[], columns: number): number[] {
  const widths = new Array<number>(columns).fill(0);
  for (const row of rows) {
    for (let index = 0; index < row.length; index += 1) {
      widths[index] = Math.max(widths[index] ?? 0, displayWidth(row[index] ?? ''));
    }
  }
  return widths;
}

/** How wide a line of all columns is; columns that are empty in every row take no room. */
export function lineWidth(widths: readonly number[], columns: readonly Column[]): number {
  return columns.reduce((sum, { before }, index) => {
    const width = widths[index] ?? 0;
    return width === 0 ? sum : sum + displayWidth(before) + width;
  }, 0);
}

/** One line: the cells padded to their columns, then painted, without spaces at its end. */
export function alignedLine(
  cells: readonly string[],
  widths: readonly number[],
  columns: readonly Column[],
  paint: (text: string, column: number) => string,
): string {
  // Joined at the end: a text that grows piece by piece takes many times as much memory.
  const pieces: string[] = [];
  let blank = '';
  for (let index = 0; index < columns.length; index += 1) {
    const column = columns[index];
    const width = widths[index] ?? 0;
    if (!column || width === 0) continue;
    const { align, before } = column;
    const cell = cells[index] ?? '';
    if (cell === '') {
      blank += ' '.repeat(displayWidth(before) + width);
      continue;
    }
    const padded = pad(truncateMiddle(cell, width), width, align === 'left' ? 'right' : 'left');
    const bare = padded.trimEnd();
    const lead = index > 0 && cells[index - 1] === '' ? ' '.repeat(displayWidth(before)) : before;
    // Spaces at the end of a cell wait until another one follows.
    pieces.push(blank, lead, paint(bare, index));
    blank = ' '.repeat(padded.length - bare.length);
  }
  return pieces.join('');
}
