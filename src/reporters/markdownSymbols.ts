/** Symbols that are seen in a list of comments; the word beside each says the same. */
import type { Verdict } from '../model/comparison.ts';
import type { Report } from '../model/report.ts';
import { headline } from './headline.ts';

const markdownSymbols: Readonly<Record<Verdict, string>> = {
  regressed: '❌',
  failed: '💥',
  missing: '❓',
  improved: '✅',
  incomparable: '🔀',
  inconclusive: '❔',
  added: '🆕',
  unchanged: '',
};

const outcomeSymbols: Readonly<Record<Report['outcome'], string>> = {
  regressed: '',
  failed: '',
  'no-baseline': '⚪',
  undecided: '❔',
  passed: '✅',
};

const beside = (symbol: string, text: string) => (symbol === '' ? text : `${symbol} ${text}`);

export function verdictWords(verdict: Verdict): string {
  return beside(markdownSymbols[verdict], verdict);
}

/** `❌ 2 regressed · ✅ 1 improved · 84 unchanged`, behind what that means where it does not say so. */
export function markdownHeadline(report: Report): string {
  const { lead, parts } = headline(report);
  if (lead !== '') {
    const counts = parts.map(({ text }) => text).join(' · ');
    return `${beside(outcomeSymbols[report.outcome], lead)}: ${counts}`;
  }
  return parts.map(({ text, verdict }) => beside(markdownSymbols[verdict], text)).join(' · ');
}
