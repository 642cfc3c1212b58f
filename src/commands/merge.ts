/** `perfwatch merge`: its options. */
import type { Command } from 'commander';
import type { MergeOptions } from './actions/merge.ts';
import {
  addViewOptions,
  type CommandContext,
  collect,
  configOption,
  examples,
  exitCodeHelp,
  strictOption,
  thresholdOption,
} from './options.ts';

export function addMergeCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('merge')
    .summary('join the parts of a run')
    .description(
      'Joins what `perfwatch run --shard`, or --suite, measured in several jobs into one run, decides all of it together and writes one report.',
    )
    .argument('<dir...>', 'artifact folders, or folders that hold such folders')
    .addOption(configOption())
    .option(
      '--suite <name>',
      'expect only this suite, not all that are configured; may be given several times',
      collect,
    )
    .option('--baseline <name>', 'baseline to compare with (default: main)')
    .addOption(thresholdOption())
    .option('-o, --output <dir>', 'artifact folder (default: .perfwatch)')
    .option('--quiet', 'do not tell where the report is')
    .addOption(strictOption())
    .option('--any-environment', 'compare with a baseline of another machine or toolchain, too')
    .option('--allow-missing', 'do not fail when the toolchain of a suite was missing');
  addViewOptions(command, context)
    .addHelpText('after', exitCodeHelp)
    .addHelpText(
      'after',
      examples(
        'npx perfwatch merge shards/',
        'npx perfwatch merge shard-1/ shard-2/ -o merged --reporter markdown',
      ),
    )
    .action(async (folders: string[], options: MergeOptions) => {
      const { executeMerge } = await import('./actions/merge.ts');
      context.exit(await executeMerge(folders, options, context));
    });
}
