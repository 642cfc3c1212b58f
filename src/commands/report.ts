/** `perfwatch report`: its options. */
import type { Command } from 'commander';
import type { ReportCommandOptions } from './actions/report.ts';
import { addViewOptions, type CommandContext, configOption, examples } from './options.ts';

export function addReportCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('report')
    .summary('render a run again')
    .description('Renders the report of a run again; measures and decides nothing.')
    .argument('[run]', 'artifact folder or a file in it (default: the last run)')
    .addOption(configOption())
    .option('--output-file <file>', 'write it into this file instead of showing it');
  addViewOptions(command, context)
    .addHelpText(
      'after',
      examples(
        'npx perfwatch report --details',
        'npx perfwatch report artifacts/ --reporter markdown --output-file report.md',
        'npx perfwatch report --reporter gitlab-metrics --output-file metrics.txt',
        'npx perfwatch report --reporter terminal,junit=junit.xml,csv=table.csv',
      ),
    )
    .hook('preAction', (_, called) => {
      const { reporter = [], outputFile } = called.opts<ReportCommandOptions>();
      const named = reporter.find(({ file }) => file !== null);
      if (outputFile === undefined || !named) return;
      called.error(
        `error: --output-file cannot be used with --reporter ${named.name}=${named.file}; name each file behind its reporter`,
      );
    })
    .action(async (run: string | undefined, options: ReportCommandOptions) => {
      const { executeReport } = await import('./actions/report.ts');
      context.exit(await executeReport(run, options, context));
    });
}
