/** How did a night that was measured side by side do beside the stored baseline? */
import type { Io } from '../../io.ts';
import type { Report } from '../../model/report.ts';
import type { Run } from '../../model/run.ts';
import { judge } from './judge.ts';
import type { Session } from './session.ts';

/** The report, or a sentence that says why there is none. */
export type StoredComparison = { readonly report: Report } | { readonly sentence: string };

/**
 * The same run, compared with what the baseline holds of this environment; null where that is what the
 * run was compared with from the beginning.
 *
 * @throws PerfwatchError for a baseline or accepted regressions that cannot be read.
 */
export async function storedComparison(
  session: Session,
  run: Run,
  io: Io,
): Promise<StoredComparison | null> {
  const { configuration, rule, store } = session;
  if (run.pairing === null) return null;
  const name = configuration.baseline;
  const baseline = await store.read(name);
  if (!baseline) return { sentence: `There is no baseline ${name} yet to compare with.` };
  if (run.pairing.design === 'duet') {
    return {
      sentence: `Not compared with baseline ${name}, since both sides ran at once and slowed each other down.`,
    };
  }
  const fits = run.suites.some(({ suite, fingerprint }) =>
    baseline.entries.some((entry) => entry.suite === suite && entry.fingerprint === fingerprint),
  );
  if (!fits && !rule.anyEnvironment) {
    return {
      sentence: `Not compared with baseline ${name}, which holds no run of this machine and toolchain.`,
    };
  }
  const { allowMissing } = configuration;
  const judging = { rule, session, baselineName: name, baseline, allowMissing };
  return { report: await judge({ ...run, pairing: null }, null, judging, io) };
}
