/** `perfwatch nightly`: its options. */
import type { Command } from 'commander';
import type { NightlyOptions } from './actions/nightly.ts';
import { type CommandContext, configOption, examples } from './options.ts';

const help = `
A regression counts once a second run confirms it, on a fresh runner. In GitHub Actions a good night
moves the tag perfwatch-last-good (see run --against last-good), proposes the run for the baseline in a
pull request, and closes the issue; a confirmed regression opens the issue, or updates it.

Exit codes:
  0  nothing regressed, or the second run does not confirm it
  1  a confirmed regression, or one without a second run yet
  2  wrong usage or configuration
  3  something failed or is missing, in the first run or in the second one that was to confirm it`;

export function addNightlyCommand(program: Command, context: CommandContext): void {
  program
    .command('nightly')
    .summary('conclude from the runs of a night')
    .description(
      'Concludes from one or two runs of the default branch, and brings tag, baseline and issue on GitHub up to date. What cannot be published is a warning, and no failure.',
    )
    .argument('[run]', 'artifact folder of the first run (default: the last run)')
    .option('--confirmation <dir>', 'artifact folder of the second run')
    .addOption(configOption())
    .option('--dry-run', 'say what would be done on GitHub; publish nothing')
    .addHelpText('after', help)
    .addHelpText(
      'after',
      examples(
        'npx perfwatch nightly first --confirmation second',
        'npx perfwatch nightly --dry-run',
      ),
    )
    .action(async (run: string | undefined, options: NightlyOptions) => {
      const { executeNightly } = await import('./actions/nightly.ts');
      context.exit(await executeNightly(run, options, context));
    });
}
