/** What does a night say of the branch that it measured? Pure. */
import { exitCodes } from '../errors.ts';
import type { Comparison } from '../model/comparison.ts';
import type { Report } from '../model/report.ts';
import { exitCodeOf } from './exitCode.ts';

/** What is there of the second run: its report, why there is none that counts (a clause), or nothing. */
export type Confirmation = { readonly report: Report } | { readonly reason: string } | null;

/** A benchmark's metric that regressed in both runs. */
export interface ConfirmedRegression {
  readonly first: Comparison;
  readonly second: Comparison;
}

/**
 * `good`: nothing regressed. `failed`: nothing did, but something could not be measured. `confirmed`:
 * what regressed in both runs. `unconfirmed`: of what regressed, the second run shows nothing.
 * `undecided`: there is no second run that could tell, because of the reason (a clause).
 */
export type Night =
  | { readonly state: 'good' }
  | { readonly state: 'failed' }
  | {
      readonly state: 'confirmed';
      readonly regressions: readonly ConfirmedRegression[];
      readonly secondRun: Report['run'];
    }
  | { readonly state: 'unconfirmed'; readonly regressions: readonly Comparison[] }
  | {
      readonly state: 'undecided';
      readonly regressions: readonly Comparison[];
      readonly reason: string;
      /** Whether nobody has measured again yet, or in vain. */
      readonly isMissing: boolean;
    };

/** What regressed and was not accepted. */
export const regressionsIn = ({ comparisons }: Report): Comparison[] =>
  comparisons.filter(({ verdict, accepted }) => verdict === 'regressed' && accepted === undefined);

/** Verdicts by which the second run contradicts a regression. */
const contradicting: ReadonlySet<Comparison['verdict']> = new Set([
  'unchanged',
  'improved',
  'inconclusive',
]);

/** Why a second report cannot confirm or contradict the first one at all; null where it can. */
function strangeness(first: Report, second: Report): string | null {
  if (second.run.id === first.run.id) return 'it is the first run again';
  if (second.run.commit?.sha !== first.run.commit?.sha) return 'it measured another commit';
  const basesOf = ({ base }: Report) => JSON.stringify(base?.commits ?? null);
  if (basesOf(second) !== basesOf(first)) return 'it was compared with something else';
  return null;
}

function undecided(
  regressions: readonly Comparison[],
  reason: string,
  isMissing: boolean,
): Extract<Night, { state: 'undecided' }> {
  return { state: 'undecided', regressions, reason, isMissing };
}

function confirm(first: Report, regressions: readonly Comparison[], second: Report): Night {
  const strange = strangeness(first, second);
  if (strange !== null) return undecided(regressions, strange, false);
  const pairs = regressions.map((regression) => ({
    first: regression,
    second: second.comparisons.find(
      ({ id, metric }) => id === regression.id && metric === regression.metric,
    ),
  }));
  const confirmed = pairs.flatMap((pair) =>
    pair.second?.verdict === 'regressed' && pair.second.accepted === undefined
      ? [{ first: pair.first, second: pair.second }]
      : [],
  );
  if (confirmed.length > 0) {
    return { state: 'confirmed', regressions: confirmed, secondRun: second.run };
  }
  const isContradicted = pairs.every(
    ({ second: there }) => there !== undefined && contradicting.has(there.verdict),
  );
  const hasFailed = exitCodeOf(second, { strict: false }) === exitCodes.failed;
  if (hasFailed || !isContradicted) {
    const reason = hasFailed
      ? 'something failed in it or is missing'
      : 'it could not compare all that regressed';
    return undecided(regressions, reason, false);
  }
  return { state: 'unconfirmed', regressions };
}

/** The conclusion from the first run and, where that regressed, from a second one on a fresh machine. */
export function concludeNight(first: Report, confirmation: Confirmation): Night {
  const regressions = regressionsIn(first);
  if (regressions.length === 0) {
    const hasFailed = exitCodeOf(first, { strict: false }) === exitCodes.failed;
    return { state: hasFailed ? 'failed' : 'good' };
  }
  if (confirmation === null) return undecided(regressions, 'there is no second run', true);
  if ('reason' in confirmation) return undecided(regressions, confirmation.reason, false);
  return confirm(first, regressions, confirmation.report);
}

/** Verdicts that show a regression to be gone. */
const settling: ReadonlySet<Comparison['verdict']> = new Set(['unchanged', 'improved', 'added']);

/**
 * Of benchmarks that had regressed, those of which a good night does not show that they are as before: a
 * night that only could not tell is no end of a regression.
 *
 * @param benchmarks ids; null where they are not known: then all count
 */
export function notShownGone(report: Report, benchmarks: readonly string[] | null): string[] {
  const measured = new Set(report.measurements.map(({ id }) => id));
  const compared = new Set(report.comparisons.map(({ id }) => id));
  const open = new Set(
    report.comparisons
      .filter(({ verdict, accepted }) => !settling.has(verdict) && accepted === undefined)
      .map(({ id }) => id),
  );
  const asked = benchmarks ?? [...new Set([...compared, ...measured])];
  return asked.filter((id) => open.has(id) || (measured.has(id) && !compared.has(id)));
}

/** What the night means for CI. */
export function exitCodeOfNight(night: Night): number {
  switch (night.state) {
    case 'good':
    case 'unconfirmed':
      return exitCodes.ok;
    case 'confirmed':
      return exitCodes.regressed;
    case 'failed':
      return exitCodes.failed;
    case 'undecided':
      return night.isMissing ? exitCodes.regressed : exitCodes.failed;
  }
}
