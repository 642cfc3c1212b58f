/** `perfwatch report`: its options. */
import type { Command } from 'commander';
import type { ReportCommandOptions } from './actions/report.ts';
import { addViewOptions, type CommandContext, examples } from './options.ts';

export function addReportCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('report')
    .summary('render a run again')
    .description('Renders the report of a run again; measures and decides nothing.')
    .argument('[run]', 'artifact folder or a file in it (default: the last run)')
    .option('--output-file <file>', 'write it into this file instead of showing it');
  addViewOptions(command)
    .addHelpText(
      'after',
      examples(
        'npx perfwatch report --details',
        'npx perfwatch report artifacts/ --reporter markdown --output-file report.md',
        'npx perfwatch report --reporter gitlab-metrics --output-file metrics.txt',
      ),
    )
    .action(async (run: string | undefined, options: ReportCommandOptions) => {
      const { executeReport } = await import('./actions/report.ts');
      context.exit(await executeReport(run, options, context));
    });
}
