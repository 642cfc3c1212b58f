/** `perfwatch run`: its options. */
import { type Command, Option } from 'commander';
import type { RunOptions } from './actions/run.ts';
import {
  addViewOptions,
  type CommandContext,
  collect,
  configOption,
  examples,
  exitCodeHelp,
  parseCount,
  parsePattern,
  strictOption,
  thresholdOption,
} from './options.ts';

export function addRunCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('run')
    .summary('measure and compare with the baseline')
    .description(
      'Launches the benchmarks of the configuration, compares them with the baseline, writes a report.',
    )
    .addOption(configOption())
    .option('--suite <name>', 'only this suite; may be given several times', collect)
    .option(
      '--filter <pattern>',
      'only benchmarks whose id matches this regular expression',
      parsePattern,
    )
    .option('--launches <count>', 'launches of each suite (default: 5)', parseCount)
    .option('--baseline <name>', 'baseline to compare with (default: main)')
    .addOption(thresholdOption())
    .option('-o, --output <dir>', 'artifact folder (default: .perfwatch)')
    .option('--quiet', 'no progress')
    .addOption(strictOption())
    .option('--allow-missing', 'do not fail when the toolchain of a suite is missing')
    .addOption(
      new Option('--dry-run', 'show the plan and how long it will take; measure nothing').conflicts(
        ['json', 'reporter'],
      ),
    );
  addViewOptions(command)
    .addHelpText('after', exitCodeHelp)
    .addHelpText(
      'after',
      examples(
        'npx perfwatch run',
        "npx perfwatch run --suite rust --filter 'parse/' --launches 10",
        'npx perfwatch run --threshold 5% --strict --json > report.json',
      ),
    )
    .action(async (options: RunOptions) => {
      const { executeRun } = await import('./actions/run.ts');
      context.exit(await executeRun(options, context));
    });
}
