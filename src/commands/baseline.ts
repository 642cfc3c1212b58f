/** `perfwatch baseline …`: its subcommands and their options. */
import type { Command } from 'commander';
import type { BaselineUpdateOptions } from './actions/baselineUpdate.ts';
import type { BaselineOptions } from './actions/baselineView.ts';
import { type CommandContext, configOption, examples } from './options.ts';

const nameArgument = ['[name]', 'baseline (default: the one of the configuration)'] as const;

function addUpdate(baseline: Command, context: CommandContext): void {
  baseline
    .command('update')
    .description('Adds a run to the baseline; one that failed or regressed only with --accept.')
    .argument(...nameArgument)
    .addOption(configOption())
    .option('--run <path>', 'run file or folder (default: the last run)')
    .option('--accept <reason>', 'accept a run that failed or regressed; the reason is stored')
    .addHelpText(
      'after',
      examples(
        'npx perfwatch baseline update',
        'npx perfwatch baseline update main --accept "the new hash is slower and safer"',
        'npx perfwatch baseline update release-2 --run artifacts/',
      ),
    )
    .action(async (name: string | undefined, options: BaselineUpdateOptions) => {
      const { executeBaselineUpdate } = await import('./actions/baselineUpdate.ts');
      context.exit(await executeBaselineUpdate(name, options, context));
    });
}

export function addBaselineCommand(program: Command, context: CommandContext): void {
  const baseline = program
    .command('baseline')
    .summary('keep, list, show or remove accepted runs')
    .description(
      'Baselines are accepted runs, the last few of each suite and machine, kept as reviewed files in baselines/.',
    )
    .addHelpText(
      'after',
      examples('npx perfwatch baseline update', 'npx perfwatch baseline show main'),
    );
  addUpdate(baseline, context);
  baseline
    .command('list')
    .description('Lists the baselines with their suites, how many runs deep, and environments.')
    .addOption(configOption())
    .addHelpText('after', examples('npx perfwatch baseline list'))
    .action(async (options: BaselineOptions) => {
      const { executeBaselineList } = await import('./actions/baselineView.ts');
      context.exit(await executeBaselineList(options, context));
    });
  baseline
    .command('show')
    .description('Shows the values of a baseline, and how far launches and runs lie apart.')
    .argument(...nameArgument)
    .addOption(configOption())
    .addHelpText('after', examples('npx perfwatch baseline show main'))
    .action(async (name: string | undefined, options: BaselineOptions) => {
      const { executeBaselineShow } = await import('./actions/baselineView.ts');
      context.exit(await executeBaselineShow(name, options, context));
    });
  baseline
    .command('remove')
    .description('Removes a baseline.')
    .argument('<name>', 'baseline')
    .addOption(configOption())
    .addHelpText('after', examples('npx perfwatch baseline remove release-1'))
    .action(async (name: string, options: BaselineOptions) => {
      const { executeBaselineRemove } = await import('./actions/baselineView.ts');
      context.exit(await executeBaselineRemove(name, options, context));
    });
}
