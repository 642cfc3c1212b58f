/** Which launches are recorded here that the gate can be tested with? */
import { join, relative } from 'node:path';
import {
  pairedRecording,
  type Recording,
  type Sides,
  splitInTwo,
} from '../../analysis/selftest/recording.ts';
import { storedRecording } from '../../analysis/selftest/storedRecording.ts';
import { perfwatchError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { artifactNames } from '../../model/artifacts.ts';
import type { Run } from '../../model/run.ts';
import { formatNumberOf } from '../../reporters/format.ts';
import { readRunIfThere } from '../../stores/runs.ts';
import type { Session } from './session.ts';

/** Where `perfwatch calibrate` keeps what it measured, inside of the artifact folder. */
export const calibrationFolder = (output: string) => join(output, 'calibration');

export interface FoundRecording {
  readonly recording: Recording;
  /** As the reader knows it. */
  readonly title: string;
}

/** Two rounds are the fewest of which anything can be estimated. */
const fewestRounds = 2;

async function readSides(folder: string): Promise<Sides | null> {
  const candidate = await readRunIfThere(join(folder, artifactNames.run));
  if (!candidate?.pairing) return null;
  const base = await readRunIfThere(join(folder, artifactNames.base));
  return base?.id === candidate.pairing.with ? { base, candidate } : null;
}

/** Whether both sides are one commit without local changes. */
const isSameCode = ({ base, candidate }: Sides) =>
  base.commit !== null &&
  base.commit.sha === candidate.commit?.sha &&
  base.commit.dirty === false &&
  candidate.commit.dirty === false;

const day = ({ startedAt }: Run) => startedAt.slice(0, 10);

/**
 * The last calibration; else the last run that was measured side by side, of which the base's side is
 * split in two where the code differed; else a baseline that is three runs deep.
 *
 * @param looks after how many rounds a run looks at its data
 * @throws PerfwatchError `recording-missing`, and for files that cannot be read
 */
export async function findRecording(
  { output, store, configuration }: Session,
  looks: readonly number[],
  io: Io,
): Promise<FoundRecording> {
  const rounds = ({ depth }: Recording) => formatNumberOf(depth, 'round', 'rounds');
  const calibrated = await readSides(calibrationFolder(output));
  if (calibrated) {
    const recording = pairedRecording(calibrated, looks);
    if (recording.depth >= fewestRounds) {
      const title = `calibration of ${day(calibrated.candidate)} (${rounds(recording)})`;
      return { recording, title };
    }
  }
  const last = await readSides(output);
  if (last) {
    const isSame = isSameCode(last);
    const recording = pairedRecording(isSame ? last : splitInTwo(last.base), looks);
    const base = last.candidate.pairing?.base ?? '';
    const what = isSame
      ? `last run against ${base}, which is the same commit`
      : `base's side of the last run, ${base}, split in two`;
    const title = `${what} (${rounds(recording)})`;
    if (recording.depth >= fewestRounds) return { recording, title };
  }
  const baseline = await store.read(configuration.baseline);
  const recording = baseline && storedRecording(baseline.entries);
  if (recording) {
    const depth = formatNumberOf(recording.depth, 'run', 'runs');
    return { recording, title: `baseline ${configuration.baseline} (${depth})` };
  }
  throw perfwatchError('recording-missing', {
    places: [
      `no calibration in ${relative(io.cwd, calibrationFolder(output))}`,
      `no run side by side with enough rounds in ${relative(io.cwd, output) || '.'}`,
      `baseline "${configuration.baseline}" has fewer than three runs in one environment`,
    ],
  });
}
