/** `perfwatch formats`: its options. */
import type { Command } from 'commander';
import type { FormatsOptions } from './actions/formats.ts';
import { type CommandContext, examples } from './options.ts';

export function addFormatsCommand(program: Command, context: CommandContext): void {
  program
    .command('formats')
    .summary('list the formats of results that can be read')
    .description(
      'Lists the formats of benchmark results that `compare` and `import` read, and what each is recognised by.',
    )
    .option('--json', 'as JSON, for programs')
    .addHelpText(
      'after',
      examples('npx perfwatch formats', 'npx perfwatch formats --json > formats.json'),
    )
    .action(async (options: FormatsOptions) => {
      const { executeFormats } = await import('./actions/formats.ts');
      context.exit(executeFormats(options, context));
    });
}
