/** `perfwatch report`: its options. */
import type { Command } from 'commander';
import { addViewOptions, type CommandContext, examples, type ViewOptions } from './options.ts';

export function addReportCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('report')
    .summary('render a run again')
    .description('Renders the report of a run again; measures and decides nothing.')
    .argument('[run]', 'artifact folder or a file in it (default: the last run)');
  addViewOptions(command)
    .addHelpText(
      'after',
      examples(
        'npx perfwatch report --details',
        'npx perfwatch report artifacts/ --reporter markdown',
      ),
    )
    .action(async (run: string | undefined, options: ViewOptions) => {
      const { executeReport } = await import('./actions/report.ts');
      context.exit(await executeReport(run, options, context));
    });
}
