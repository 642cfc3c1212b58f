/** `perfwatch comment`: its options. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { commentPolicies } from '../model/commentPolicy.ts';
import type { CommentOptions } from './actions/comment.ts';
import { type CommandContext, configOption, examples } from './options.ts';

function parseRunId(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('Give the number of a run.');
  return Number(text);
}

export function addCommentCommand(program: Command, context: CommandContext): void {
  program
    .command('comment')
    .summary('tell the result in the pull request')
    .description(
      'Writes the report of a run into the pull request or merge request of this CI job: one comment, updated in place. What cannot be published is a warning, and no failure.',
    )
    .argument('[run]', 'artifact folder or a report in it (default: the last run)')
    .addOption(configOption())
    .addOption(
      new Option('--when <policy>', 'when to make a comment (default: always)').choices(
        commentPolicies,
      ),
    )
    .option('--starting', 'say that it is being measured, in place of earlier results')
    .addOption(
      new Option(
        '--failed <reason>',
        'say that it could not be measured, in place of that',
      ).conflicts('starting'),
    )
    .option('--key <name>', 'which comment, of several (default: path of the configuration)')
    .addOption(
      new Option(
        '--run-id <number>',
        'publish the artifact of this GitHub workflow run, as from a fork',
      )
        .argParser(parseRunId)
        .conflicts(['starting', 'failed']),
    )
    .addHelpText(
      'after',
      examples('npx perfwatch comment', 'npx perfwatch comment --run-id 9876543210'),
    )
    .action(async (run: string | undefined, options: CommentOptions) => {
      const { executeComment } = await import('./actions/comment.ts');
      context.exit(await executeComment(run, options, context));
    });
}
