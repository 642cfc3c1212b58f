/** What `perfwatch comment` does. A verdict never depends on it: what GitHub refuses is a warning. */
import { join, resolve } from 'node:path';
import { ciServiceOf } from '../../ciService.ts';
import { exitCodes, perfwatchError } from '../../errors.ts';
import { readGitHubContext } from '../../github/context.ts';
import { artifactNames } from '../../model/artifacts.ts';
import { type CommentPolicy, isWorthComment } from '../../model/commentPolicy.ts';
import { readReport } from '../../stores/runs.ts';
import type { CommandContext } from '../options.ts';
import { commentOnGitHub } from './commentOnGitHub.ts';
import { commentOnGitLab } from './commentOnGitLab.ts';
import { keyOf, openSessionIfAny } from './session.ts';
import type { Telling } from './telling.ts';

export interface CommentOptions {
  readonly config?: string;
  readonly when?: CommentPolicy;
  readonly starting?: true;
  readonly failed?: string;
  readonly key?: string;
  readonly runId?: number;
}

/** Publishing succeeds whatever the report says, and does not fail what was measured. */
export async function executeComment(
  path: string | undefined,
  options: CommentOptions,
  { io }: CommandContext,
): Promise<number> {
  const session = await openSessionIfAny(io, options.config);
  const policy = options.when ?? session?.configuration.comment ?? 'always';
  if (policy === 'never') return exitCodes.ok;
  const from =
    path === undefined ? (session?.output ?? join(io.cwd, '.perfwatch')) : resolve(io.cwd, path);
  const isPending = options.starting === true || options.failed !== undefined;
  const isLocal = !isPending && options.runId === undefined;
  const telling: Telling = {
    report: isLocal ? await readReport(from) : null,
    failure: options.failed ?? null,
    reportFile: from.endsWith('.json') ? from : join(from, artifactNames.report),
    key: options.key ?? (session ? await keyOf(session) : 'perfwatch'),
    isWorthIt: (report) =>
      report ? isWorthComment(policy, report) : policy === 'always' && isPending,
    runId: options.runId ?? null,
  };
  const context = await readGitHubContext(io);
  if (context) await commentOnGitHub(context, telling, io);
  else if (ciServiceOf(io.env)?.id === 'GITLAB') await commentOnGitLab(telling, io);
  else throw perfwatchError('comment-nowhere', { reportFile: telling.reportFile });
  return exitCodes.ok;
}
