/** Most benchmarks moved together: how that is told once, and which rows only say it again. */
import type { Comparison } from '../model/comparison.ts';
import type { Drift } from '../model/drift.ts';
import type { Report } from '../model/report.ts';
import { formatAbout, formatCount, formatSpread } from './format.ts';

/** How to tell the machine's part from the code's: perfwatch measures itself, or files of others are read. */
const sideBySide = {
  own: {
    tells: '`npx perfwatch run --against REF` tells whether it is the code.',
    measures: '`npx perfwatch run --against REF` measures both sides side by side and tells.',
  },
  imported: {
    tells:
      'measured in turns, several times, and compared by `npx perfwatch compare "old/*" "new/*" --paired`, both sides tell whether it is the code.',
    measures:
      'measured in turns, several times, and compared by `npx perfwatch compare "old/*" "new/*" --paired`, both sides tell.',
  },
};

const lookForShared =
  'look for what they share, such as a dependency, the compiler, the runtime, flags or a common function.';

function explanationOf({ cause, usualSpread }: Drift, isImported: boolean): string {
  const { tells, measures } = sideBySide[isImported ? 'imported' : 'own'];
  const spread = usualSpread === null ? '' : ` (${formatSpread(usualSpread)})`;
  switch (cause) {
    case 'shared':
      return `Both sides ran side by side, so it is not the machine: ${lookForShared}`;
    case 'unusual':
      return `That is more than runs on this machine usually differ${spread}: ${lookForShared}`;
    case 'machine':
      return `Runs on this machine are known to differ so much${spread}: ${tells}`;
    case 'unknown':
      return `It may be the machine: ${measures}`;
  }
}

/** What happened, as one sentence, and why or what to do about it as another one. */
export interface DriftTold {
  readonly fact: string;
  readonly explanation: string;
}

/** What moved together, in which direction and why. */
export function tellDrift(drift: Drift, { imported }: Pick<Report['run'], 'imported'>): DriftTold {
  const count = `${formatCount(drift.moved)} of ${formatCount(drift.compared)}`;
  const direction = drift.ratio > 1 ? 'slower' : 'faster';
  return {
    fact: `Most benchmarks (${count}) got ${direction} together, by about ${formatAbout(drift.ratio)}.`,
    explanation: explanationOf(drift, imported === true),
  };
}

type Moved = Pick<Report, 'drift' | 'threshold'>;

/** Whether a time went the same way as the drift, by more than the threshold. */
export function movesWithDrift({ unit, effect }: Comparison, { drift, threshold }: Moved): boolean {
  if (drift === null || unit !== 's' || effect === null) return false;
  return drift.ratio > 1 ? effect.ratio > 1 + threshold : effect.ratio < 1 / (1 + threshold);
}

/** Whether what moves with the drift surely goes further than it, by more than the threshold. */
export function exceedsDrift({ effect }: Comparison, { drift, threshold }: Moved): boolean {
  if (drift === null || effect === null) return false;
  return drift.ratio > 1
    ? effect.low > drift.ratio * (1 + threshold)
    : effect.high < drift.ratio / (1 + threshold);
}
