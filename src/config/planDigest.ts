/** What do two runs have to share in order to be parts of one? */
import { createHash } from 'node:crypto';
import type { Rule } from '../model/rule.ts';
import type { Configuration } from './schema.ts';

/** What the command line adds to the configuration. */
export interface PlanOptions {
  /** As asked for, for instance `merge-base`; null where the baseline is compared with. */
  readonly against: string | null;
  /** The name of the baseline. */
  readonly baseline: string;
  readonly rounds: { readonly minimum: number; readonly maximum: number };
  /** Of each suite; null is as configured. */
  readonly launches: number | null;
  readonly timeBudgetSeconds: number | null;
  readonly filter: RegExp | null;
  readonly rule: Rule;
}

/**
 * SHA-256, in hexadecimal, of all that decides what is measured and what counts as a change; where
 * results are kept and how failures are counted is no part of it. Paths are as they are written, so that
 * checkouts in different places agree.
 */
export function planDigest(configuration: Configuration, options: PlanOptions): string {
  const {
    $schema,
    reporters,
    output,
    baselineStore,
    baselinesFolder,
    baselineRuns,
    allowMissing,
    strict,
    ...measured
  } = configuration;
  const { against, baseline, rounds, launches, timeBudgetSeconds, filter, rule } = options;
  const { threshold, anyEnvironment } = rule;
  const text = JSON.stringify({
    ...measured,
    threshold,
    anyEnvironment,
    against,
    // A baseline is no part of what is measured side by side, nor are rounds of what is not.
    ...(against === null ? { baseline, launches } : { rounds, timeBudgetSeconds }),
    filter: filter === null ? null : String(filter),
  });
  return createHash('sha256').update(text).digest('hex');
}
