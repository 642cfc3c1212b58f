/** `perfwatch run`: its options. */
import { type Command, Option } from 'commander';
import type { RunOptions } from './actions/preparations.ts';
import {
  addViewOptions,
  type CommandContext,
  collect,
  configOption,
  examples,
  exitCodeHelp,
  parseCount,
  parseDuration,
  parsePattern,
  parseShard,
  strictOption,
  thresholdOption,
} from './options.ts';

export function addRunCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('run')
    .summary('measure and compare with another commit or the baseline')
    .description(
      'Launches the benchmarks of the configuration, compares them with another commit, measured side by side, or with the baseline, and writes a report.',
    )
    .addOption(configOption())
    .option('--suite <name>', 'only this suite; may be given several times', collect)
    .option(
      '--shard <index/count>',
      'only a part of the suites, e.g. 2/5; `perfwatch merge` joins all parts',
      parseShard,
    )
    .option(
      '--filter <pattern>',
      'only benchmarks whose id matches this regular expression',
      parsePattern,
    )
    .option(
      '--against <ref>',
      'measure side by side with this branch, tag, SHA, merge-base or last-good (default in pull requests: merge-base)',
    )
    .option('--no-against', 'compare with the baseline, also in pull requests')
    .option('--baseline <name>', 'baseline to compare with (default: main)')
    .option(
      '--launches <count>',
      'launches of each suite (default: 5); side by side: a fixed number of rounds',
      parseCount,
    )
    .option('--min-rounds <count>', 'fewest rounds side by side (default: 5)', parseCount)
    .option('--max-rounds <count>', 'most rounds side by side (default: 20)', parseCount)
    .option(
      '--time-budget <duration>',
      'side by side: start no further round after this time, e.g. 10m',
      parseDuration,
    )
    .addOption(thresholdOption())
    .option('-o, --output <dir>', 'artifact folder (default: .perfwatch)')
    .option('--quiet', 'no progress')
    .addOption(strictOption())
    .option('--any-environment', 'compare with a baseline of another machine or toolchain, too')
    .option('--allow-missing', 'do not fail when the toolchain of a suite is missing')
    .addOption(
      new Option('--dry-run', 'show the plan and how long it will take; measure nothing').conflicts(
        ['json', 'reporter'],
      ),
    );
  addViewOptions(command, context)
    .addHelpText('after', exitCodeHelp)
    .addHelpText(
      'after',
      examples(
        'npx perfwatch run',
        'npx perfwatch run --against main --time-budget 10m',
        "npx perfwatch run --suite rust --filter 'parse/' --launches 10",
        'npx perfwatch run --threshold 5% --strict --json > report.json',
      ),
    )
    .action(async (options: RunOptions) => {
      const { executeRun } = await import('./actions/run.ts');
      context.exit(await executeRun(options, context));
    });
}
