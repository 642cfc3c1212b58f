/** What a report means for CI. Pure. */
import { exitCodes } from '../errors.ts';
import type { Report } from '../model/report.ts';

/**
 * 0 nothing regressed, 1 a regression, 3 something failed or is missing; with `strict` 4 where no
 * decision was possible: no base, or something inconclusive or incomparable.
 */
export function exitCodeOf({ outcome }: Report, { strict }: { readonly strict: boolean }): number {
  if (outcome === 'regressed') return exitCodes.regressed;
  if (outcome === 'failed') return exitCodes.failed;
  if (outcome === 'passed') return exitCodes.ok;
  return strict ? exitCodes.undecided : exitCodes.ok;
}
