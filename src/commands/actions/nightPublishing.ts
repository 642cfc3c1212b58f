/** What the parts of a night's publishing have in common. */
import type { Night } from '../../analysis/night.ts';
import type { GitHubClient } from '../../github/client.ts';
import type { GitHubContext } from '../../github/context.ts';
import type { IssueKey } from '../../github/issues.ts';
import type { Io } from '../../io.ts';
import type { Report } from '../../model/report.ts';
import type { Run } from '../../model/run.ts';
import { printable } from '../../text.ts';
import type { NightPlaces } from './nightOnGitHubText.ts';
import { keyOf, type Session } from './session.ts';

export interface ConcludedNight {
  readonly night: Night;
  /** Of the first run. */
  readonly report: Report;
  /** The first run; null where it cannot be read. */
  readonly run: Run | null;
  readonly session: Session;
}

/** A night, and where it is told. */
export interface Publishing extends ConcludedNight {
  readonly context: GitHubContext;
  readonly client: GitHubClient;
  readonly places: NightPlaces;
  readonly io: Io;
}

/** One line on standard error; what is in it may be anybody's. */
export const warn = ({ stderr }: Io, text: string) =>
  stderr.write(`perfwatch: ${printable(text)}\n`);

/** Which issue is this configuration's. */
export async function issueKey({ session, context }: Publishing): Promise<IssueKey> {
  return { key: await keyOf(session), token: context.token, runId: context.runId ?? 0 };
}
