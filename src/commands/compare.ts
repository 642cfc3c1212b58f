/** `perfwatch compare`: its options. */
import type { Command } from 'commander';
import type { CompareOptions } from './actions/compare.ts';
import {
  addViewOptions,
  type CommandContext,
  configOption,
  examples,
  exitCodeHelp,
  strictOption,
  thresholdOption,
} from './options.ts';

export function addCompareCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('compare')
    .summary('compare two runs')
    .description(
      'Compares two runs, from run files or artifact folders; by the rule of a configuration if there is one.',
    )
    .argument('<base>', 'run.json, or the folder that holds it')
    .argument('<candidate>', 'run.json, or the folder that holds it')
    .addOption(configOption())
    .addOption(thresholdOption())
    .addOption(strictOption())
    .option('--allow-missing', 'do not fail for a suite whose toolchain was missing');
  addViewOptions(command, context)
    .addHelpText('after', exitCodeHelp)
    .addHelpText(
      'after',
      examples(
        'npx perfwatch compare before/ .perfwatch/',
        'npx perfwatch compare before/run.json after/run.json --reporter markdown > report.md',
      ),
    )
    .action(async (base: string, candidate: string, options: CompareOptions) => {
      const { executeCompare } = await import('./actions/compare.ts');
      context.exit(await executeCompare(base, candidate, options, context));
    });
}
