/** `perfwatch import`: its options. */
import type { Command } from 'commander';
import type { ImportOptions } from './actions/import.ts';
import {
  addViewOptions,
  type CommandContext,
  configOption,
  examples,
  exitCodeHelp,
  strictOption,
  thresholdOption,
} from './options.ts';

export function addImportCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('import')
    .summary('take results of any benchmark tool for a run')
    .description(
      'Reads files of results of any tool that is known (`perfwatch formats`) as one run, compares it with the baseline and writes a report, as if perfwatch had measured it. Several files are several launches.',
    )
    .argument('<files...>', 'files, folders, globs, or - for standard input')
    .addOption(configOption())
    .option('--format <name>', 'what the files hold, where their content does not tell')
    .option('--suite <name>', 'suite that the results are of (default: the name of their format)')
    .option('--baseline <name>', 'baseline to compare with (default: main)')
    .addOption(thresholdOption())
    .option('-o, --output <dir>', 'artifact folder (default: .perfwatch)')
    .option('--quiet', 'say nothing about what was read')
    .addOption(strictOption())
    .option('--any-environment', 'compare with a baseline of another machine or toolchain, too');
  addViewOptions(command, context)
    .addHelpText('after', exitCodeHelp)
    .addHelpText(
      'after',
      examples(
        'npx perfwatch import results.json',
        "npx perfwatch import 'launches/*.txt' --suite parser",
        'go test -bench . -count 10 | npx perfwatch import -',
      ),
    )
    .action(async (files: string[], options: ImportOptions) => {
      const { executeImport } = await import('./actions/import.ts');
      context.exit(await executeImport(files, options, context));
    });
}
