/** The comment of this step in the pull request, where it is about one and measures the whole of a run. */
import { keyOf, openSessionIfAny } from '../commands/actions/session.ts';
import { readGitHubContext } from '../github/context.ts';
import { runCommand, type Step } from './step.ts';

/** Jobs that measure some suites each have a comment of their own. */
async function ownKey({ inputs, io }: Step): Promise<string | null> {
  const { commentKey, suites, config } = inputs;
  if (commentKey !== null || suites.length === 0) return commentKey;
  // What is wrong with a configuration is told by the command that measures.
  const session = await openSessionIfAny(io, config).catch(() => null);
  return [...(session ? [await keyOf(session)] : []), suites.join(', ')].join(' ');
}

/** What was thrown was told by the command that measures. */
const never = new Promise<never>(() => undefined);

/**
 * Writes or updates it by `perfwatch comment`, which tells what is in the way and never fails for it.
 *
 * @param what its further arguments
 */
export async function comment(step: Step, ...what: readonly string[]): Promise<void> {
  const { inputs, publishing } = step;
  const context = await readGitHubContext(publishing);
  if (inputs.isPart || inputs.comment === 'never' || !context?.pullRequest) return;
  const key = await ownKey(step);
  const argv = [
    'comment',
    ...what,
    ...(inputs.comment === null ? [] : [`--when=${inputs.comment}`]),
    ...(key === null ? [] : [`--key=${key}`]),
    ...(inputs.config === undefined ? [] : [`--config=${inputs.config}`]),
  ];
  await runCommand(argv, publishing, never);
}
