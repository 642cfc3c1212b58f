/** What an evaluation found, as it is kept in docs/scores.json and shown as a table. */
import * as z from 'zod';

const rowSchema = z.object({
  name: z.string(),
  how: z.string(),
  /** Launches a side. */
  launches: z.int().positive(),
  isOurs: z.boolean(),
  /** On as many launches as the tool takes by itself. */
  isAsApplied: z.boolean(),
  /** By the column's title; null where the data have too few launches. */
  shares: z.record(z.string(), z.number().nullable()),
});
export type Row = z.infer<typeof rowSchema>;

export const scoresSchema = z.object({
  rows: z.array(rowSchema),
  /** By data: how many benchmarks took how many rounds, where they end as soon as they may. */
  rounds: z.record(z.string(), z.record(z.string(), z.int().positive())),
  figures: z.array(
    z.object({ what: z.string(), measured: z.string(), limit: z.string(), isMet: z.boolean() }),
  ),
});
export type Scores = z.infer<typeof scoresSchema>;

/** Columns that the table shows one by one; of all others, made-up launches, it shows the worst. */
const shownColumns = ['A/A', '+2 %', '+5 %', '+10 %', 'one +10 %', 'live A/A', 'live +10 %'];

/** A share as per cent without the sign; small ones with a digit more. */
export function cell(share: number | null | undefined): string {
  if (share === null || share === undefined) return '–';
  const percent = share * 100;
  return percent > 0 && percent < 9.95 ? percent.toFixed(1) : percent.toFixed(0);
}

/** The most false alarms that a rule gives for any shape of made-up launches; null where not scored. */
export function worstShape({ shares }: Row): number | null {
  const scored = Object.entries(shares).flatMap(([title, share]) =>
    shownColumns.includes(title) || share === null ? [] : [share],
  );
  return scored.length > 0 ? Math.max(...scored) : null;
}

/** A Markdown table, which reads well as plain text, too. */
export function scoreTable(rows: readonly Row[]): string {
  const shown = shownColumns.filter((title) => rows.some(({ shares }) => title in shares));
  const head = ['rule', 'is given', ...shown, 'worst shape'];
  const body = rows.map((row) => [
    row.isOurs ? `**${row.name}**` : row.name,
    row.how,
    ...shown.map((title) => cell(row.shares[title])),
    cell(worstShape(row)),
  ]);
  const widths = head.map((title, index) =>
    Math.max(title.length, ...body.map((cells) => cells[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) => {
    const padded = cells.map((text, index) => {
      const width = widths[index] ?? 0;
      return index < 2 ? text.padEnd(width) : text.padStart(width);
    });
    return `| ${padded.join(' | ')} |`;
  };
  const rule = widths.map((width, index) =>
    index < 2 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [line(head), line(rule), ...body.map(line)].join('\n');
}
