/** `perfwatch init`: its options. */
import { type Command, Option } from 'commander';
import type { InitOptions } from './actions/init.ts';
import { type CommandContext, examples } from './options.ts';

export function addInitCommand(program: Command, context: CommandContext): void {
  program
    .command('init')
    .summary('find the benchmarks here and write a configuration')
    .description(
      'Looks for criterion, tinybench, vitest bench and pytest-benchmark and writes a short commented configuration, and workflows for CI if wanted. Never overwrites.',
    )
    .addOption(
      new Option('--format <format>', 'of the configuration')
        .choices(['yaml', 'ts', 'mjs', 'json'])
        .default('yaml'),
    )
    .option(
      '--github',
      'also write workflows for GitHub Actions: pull requests, those of forks, every night',
    )
    .option('--gitlab', 'also write a job for GitLab CI')
    .addHelpText(
      'after',
      examples(
        'npx perfwatch init',
        'npx perfwatch init --format ts',
        'npx perfwatch init --github',
      ),
    )
    .action(async (options: InitOptions) => {
      const { executeInit } = await import('./actions/init.ts');
      context.exit(await executeInit(options, context));
    });
}
