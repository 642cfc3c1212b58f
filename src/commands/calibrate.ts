/** `perfwatch calibrate`: its options. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CalibrateOptions } from './actions/calibrate.ts';
import {
  type CommandContext,
  collect,
  configOption,
  examples,
  parseCount,
  parseDuration,
  parsePattern,
} from './options.ts';

/** Of one round, nothing can be said. */
function parseRounds(text: string): number {
  const rounds = parseCount(text);
  if (rounds < 2) throw new InvalidArgumentError('Give at least 2; 20 are usual.');
  return rounds;
}

const exitCodeHelp = `
Exit codes:
  0  all was measured
  2  wrong usage or configuration
  3  a measurement failed or is missing
  129, 130, 143  interrupted; what was measured until then is told`;

export function addCalibrateCommand(program: Command, context: CommandContext): void {
  program
    .command('calibrate')
    .summary('measure the noise, suggest rounds and thresholds')
    .description(
      'Measures the same code on both sides: tells how noisy this machine and each benchmark are, which changes can be seen, and how to configure that.',
    )
    .addOption(configOption())
    .option('--suite <name>', 'only this suite; may be given several times', collect)
    .option(
      '--filter <pattern>',
      'only benchmarks whose id matches this regular expression',
      parsePattern,
    )
    .addOption(
      new Option('--rounds <count>', 'rounds, of two launches of each suite')
        .argParser(parseRounds)
        .default(20),
    )
    .option(
      '--time-budget <duration>',
      'end after this time, like 90s, 10m or 1h, but after 5 rounds at the earliest',
      parseDuration,
    )
    .option('--json', 'as JSON, for programs')
    .option('--quiet', 'no progress')
    .addHelpText('after', exitCodeHelp)
    .addHelpText(
      'after',
      examples(
        'npx perfwatch calibrate',
        'npx perfwatch calibrate --suite rust --rounds 30',
        'npx perfwatch calibrate --time-budget 10m --json > calibration.json',
      ),
    )
    .action(async (options: CalibrateOptions) => {
      const { executeCalibrate } = await import('./actions/calibrate.ts');
      context.exit(await executeCalibrate(options, context));
    });
}
