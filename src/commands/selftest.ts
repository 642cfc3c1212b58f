/** `perfwatch selftest`: its options. */
import { type Command, Option } from 'commander';
import type { SelfTestOptions } from './actions/selftest.ts';
import {
  type CommandContext,
  configOption,
  examples,
  parseShare,
  thresholdOption,
} from './options.ts';

const exitCodeHelp = `
Exit codes:
  0  the gate turns red when it must, and only then
  2  wrong usage or configuration, or nothing recorded to test with
  3  it does not`;

export function addSelfTestCommand(program: Command, context: CommandContext): void {
  program
    .command('selftest')
    .summary('prove that the gate turns red, on recorded launches')
    .description(
      'Makes recorded launches of identical code slower and faster by known amounts and shows from which size on the gate turns red. Measures nothing.',
    )
    .addOption(configOption())
    .addOption(thresholdOption())
    .addOption(
      new Option(
        '--must-detect <share>',
        'a slow-down of this size must turn it red (default: 20%, at least three times the threshold)',
      ).argParser(parseShare),
    )
    .option('--details', 'show every row')
    .addHelpText('after', exitCodeHelp)
    .addHelpText(
      'after',
      examples(
        'npx perfwatch calibrate && npx perfwatch selftest',
        'npx perfwatch selftest --must-detect 10%',
      ),
    )
    .action(async (options: SelfTestOptions) => {
      const { executeSelfTest } = await import('./actions/selftest.ts');
      context.exit(await executeSelfTest(options, context));
    });
}
