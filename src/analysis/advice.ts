/** What helps? In words that fit who measured: perfwatch, which can measure again, or others, whose files it read. Pure. */
import type { Run } from '../model/run.ts';

export interface Advice {
  /** Behind what the base has and the run has not. */
  readonly missing: string;
  /** Where runs differ too much. */
  readonly betweenRuns: string;
  /** Why one run to compare with does not tell how much runs differ, and what does. */
  readonly oneRun: string;
  /** Behind what went the same way as most of its run. */
  readonly together: string;
}

/** Of runs that perfwatch measured. */
export const ownAdvice: Advice = {
  missing: 'If it was removed on purpose: npx perfwatch baseline update --accept "removed"',
  betweenRuns: 'measure side by side with `npx perfwatch run --against REF`.',
  oneRun:
    'With one stored run it is not known how much runs differ on this machine. Update the baseline with two or more runs, or measure side by side with `npx perfwatch run --against REF`.',
  together: '`npx perfwatch run --against REF` measures both sides side by side and tells.',
};

const inTurns =
  'measure both sides in turns, several times, and compare all files: `npx perfwatch compare "old/*" "new/*" --paired`.';

/** Of results of others that are compared with a baseline, which takes them as it takes runs. */
const importedAdvice: Advice = {
  missing: ownAdvice.missing,
  betweenRuns: inTurns,
  oneRun: `With one stored run it is not known how much runs differ on their machine. Update the baseline with two or more runs, or ${inTurns}`,
  together: `to tell, ${inTurns}`,
};

/** Of results of others on both sides: no baseline has to do with them. */
const foreignAdvice: Advice = {
  ...importedAdvice,
  missing:
    'If it was removed on purpose, leave it out: npx perfwatch compare OLD NEW --filter \'NOT id:"ID"\'',
  oneRun: `One run on each side does not tell how much runs differ on their machine: ${inTurns}`,
};

/** @param isBaseline whether it is compared with a baseline, and not with another run */
export function adviceFor({ imported }: Pick<Run, 'imported'>, isBaseline: boolean): Advice {
  if (!imported) return ownAdvice;
  return isBaseline ? importedAdvice : foreignAdvice;
}
