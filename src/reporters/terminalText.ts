/** Text for a terminal: what every part of that report is rendered with. */
import type { ChalkInstance } from 'chalk';
import type { Report } from '../model/report.ts';
import { flow, printable, printableLines } from '../text.ts';
import { formatCount } from './format.ts';

export interface Context {
  readonly report: Report;
  /** In columns. */
  readonly width: number;
  /** Of running text, which nobody reads in endless lines. */
  readonly textWidth: number;
  readonly details: boolean;
  readonly chalk: ChalkInstance;
}

/** Of the message of a failure. */
const messageLimits = { maxLines: 8, maxWidth: 400 };

/** Commands up to this width are kept on one line, for copying. */
const commandWidth = 40;

const unbreakable = '\u00A0';

/**
 * Words of a sentence, broken into lines with the same indentation; never before a per cent sign,
 * nor within a short command in backticks.
 */
export function sentence(text: string, indent: string, width: number): string[] {
  const words = printable(text)
    .trim()
    .replace(/`[^`]+`/g, (command) =>
      command.length <= commandWidth ? command.replaceAll(' ', unbreakable) : command,
    )
    .replaceAll(' %', `${unbreakable}%`)
    .split(' ');
  const lines = flow(words, ' ', Math.max(20, width - indent.length));
  return lines.map((line) => indent + line.replaceAll(unbreakable, ' '));
}

/** Lines of foreign words, kept as they are, since they may hold commands and source code. */
export function message(text: string, indent: string): string[] {
  return printableLines(text, messageLimits).map((line) => (line === '' ? '' : indent + line));
}

/** Rows of a group, or measured values, that are shown without --details. */
const rowsWithoutDetails = 30;

/** The first items, or all of them. */
export function shownOf<Item>(items: readonly Item[], all: boolean): readonly Item[] {
  return all || items.length <= rowsWithoutDetails ? items : items.slice(0, rowsWithoutDetails);
}

/** That there is more; nothing where there is not. */
export function moreLine(left: number): string[] {
  return left > 0 ? [`  … ${formatCount(left)} more, shown with --details`] : [];
}
