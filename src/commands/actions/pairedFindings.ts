/** Can both sides of a comparison be measured next to each other here? For `perfwatch doctor`. */
import { PerfwatchError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import type { Git } from '../../measure/base/git.ts';
import { resolveLastGood } from '../../measure/base/lastGood.ts';
import { pullRequestTarget } from '../../measure/base/pullRequest.ts';
import { resolveBase } from '../../measure/base/resolveBase.ts';
import { findDuet } from '../../measure/pair/duet.ts';
import { lastGoodWord } from '../../model/lastGood.ts';
import { printable } from '../../text.ts';

interface Finding {
  readonly isGood: boolean;
  readonly text: string;
}

/** Whether there is a commit to compare with. */
async function againstFinding(git: Git, against: string, io: Io): Promise<Finding> {
  try {
    const found =
      against === lastGoodWord
        ? await resolveLastGood(git)
        : await resolveBase(git, against, pullRequestTarget(io.env));
    if ('reason' in found) {
      return { isGood: false, text: `--against: by itself for now, since ${found.reason}` };
    }
    const possible = `--against: possible, for instance with ${found.title}`;
    const isShallow = (await git.ask(['rev-parse', '--is-shallow-repository'])) === 'true';
    return isShallow
      ? {
          isGood: false,
          text: `${possible}. But this clone is shallow: for older commits, \`git fetch --unshallow\``,
        }
      : { isGood: true, text: possible };
  } catch (error) {
    if (!(error instanceof PerfwatchError)) throw error;
    return { isGood: false, text: `--against: ${error.message}` };
  }
}

async function duetFinding(io: Io): Promise<Finding> {
  const duet = await findDuet(io);
  return duet.state === 'possible'
    ? {
        isGood: true,
        text: `pairing duet: possible, on processors ${duet.processors.join(' and ')}`,
      }
    : { isGood: false, text: `pairing duet: not possible, since ${duet.reason}` };
}

/**
 * Of paired runs against a commit, and of both sides at once: whether they are possible, else why
 * not. `against` is what the configuration compares with.
 */
export async function pairedFindings(
  git: Git,
  against: string | undefined,
  io: Io,
): Promise<Finding[]> {
  const findings = [await againstFinding(git, against ?? 'merge-base', io), await duetFinding(io)];
  return findings.map(({ isGood, text }) => ({ isGood, text: printable(text) }));
}
