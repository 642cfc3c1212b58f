/** `perfwatch doctor`: its options. */
import type { Command } from 'commander';
import type { DoctorOptions } from './actions/doctor.ts';
import { type CommandContext, colorOption, configOption, examples } from './options.ts';

export function addDoctorCommand(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .summary('check toolchains and what makes this machine noisy')
    .description(
      'Tells what about this machine makes measurements noisy, whether two commits can be measured side by side here, and which toolchains and harnesses are found.',
    )
    .addOption(configOption())
    .addOption(colorOption())
    .addHelpText('after', examples('npx perfwatch doctor'))
    .action(async (options: DoctorOptions) => {
      const { executeDoctor } = await import('./actions/doctor.ts');
      context.exit(await executeDoctor(options, context));
    });
}
