/** What the Markdown report is put together from: parts with an importance, some of them folded. */
import type { Report } from '../model/report.ts';
import type { Block } from './budget.ts';
import { confidenceOf } from './comparedWith.ts';
import { formatShare } from './format.ts';
import { reachOf } from './intervalPlot.ts';
import type { ComparedColumns } from './markdownRows.ts';
import type { Row } from './rows.ts';

/** What is kept first; the numbers have no meaning but their order. */
export const importance = {
  suites: 1,
  regressed: 2,
  failed: 3,
  missing: 4,
  improved: 5,
  incomparable: 6,
  inconclusive: 7,
  messages: 8,
  uncompared: 9,
  notices: 10,
  stale: 11,
  added: 12,
  accepted: 13,
  warnings: 14,
  movedAlong: 15,
  undecided: 16,
  unchanged: 17,
  derived: 18,
  others: 19,
} as const;

/** Lines that are never left out. */
export function fixed(...lines: readonly string[]): Block {
  return { importance: 0, before: lines, items: [], after: [], what: '' };
}

/** A folded part; nothing at all without items. */
export function fold(
  open: boolean,
  summary: string,
  head: readonly string[],
  block: Pick<Block, 'importance' | 'items' | 'what'>,
): Block[] {
  if (block.items.length === 0) return [];
  const before = [`<details${open ? ' open' : ''}>`, `<summary>${summary}</summary>`, '', ...head];
  return [{ ...block, before, after: ['', '</details>', ''] }];
}

export interface Context {
  readonly report: Report;
  /** Folds are open, and tables say what would have been found. */
  readonly details: boolean;
}

/** @param drawn rows whose intervals are drawn, all on one scale. */
export function columnsOf(
  { report, details }: Context,
  withVerdict: boolean,
  drawn: readonly Row[] = [],
): ComparedColumns {
  const confidence = confidenceOf(report);
  const effects = drawn.flatMap(({ effect }) => effect ?? []);
  return {
    verdict: withVerdict,
    interval: confidence === null ? 'Interval' : `${formatShare(confidence)} interval`,
    plotReach: effects.length > 0 ? reachOf(effects) : null,
    detectable: details && report.comparisons.some(({ detectable }) => detectable !== undefined),
  };
}
