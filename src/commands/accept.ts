/** `perfwatch accept`: its options. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { isMetricName, metricNameAdvice } from '../model/metricName.ts';
import type { AcceptOptions } from './actions/accept.ts';
import { type CommandContext, configOption, examples, parseShare } from './options.ts';

/** `2026-01-31`, and a day that exists. */
function parseDay(text: string): string {
  const day = text.trim();
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(day)) {
    throw new InvalidArgumentError('Give a day, like 2026-01-31.');
  }
  return day;
}

function parseReason(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Say why, for whoever reviews it.');
  return text.trim();
}

function parseMetric(text: string): string {
  if (!isMetricName(text)) throw new InvalidArgumentError(metricNameAdvice());
  return text;
}

export function addAcceptCommand(program: Command, context: CommandContext): void {
  program
    .command('accept')
    .summary('accept a regression of the last run')
    .description(
      'Records a regression of the last run as accepted, in perfwatch.accepted.json beside the configuration, to be reviewed with the change. It is then reported, but fails no run; a further regression does.',
    )
    .argument(
      '<benchmark>',
      'id of a benchmark, or a glob: `*` within one part of an id, `**` across',
    )
    .addOption(configOption())
    .requiredOption('--reason <text>', 'why this is right', parseReason)
    .option('--until <day>', 'the last day on which it counts, e.g. 2026-01-31', parseDay)
    .addOption(
      new Option(
        '--metric <name>',
        'only this metric, e.g. time or memory (default: all that regressed)',
      ).argParser(parseMetric),
    )
    .addOption(
      new Option(
        '--up-to <share>',
        'accept up to this much worse, e.g. 20% (default: what was measured)',
      ).argParser(parseShare),
    )
    .addHelpText(
      'after',
      examples(
        'npx perfwatch accept rust/parse --reason "the new hash is slower and safer"',
        'npx perfwatch accept \'rust/parse/**\' --reason "until #12 is mended" --until 2026-12-31',
        'npx perfwatch accept rust/parse --metric memory --up-to 20% --reason "a larger cache"',
      ),
    )
    .action(async (benchmark: string, options: AcceptOptions) => {
      const { executeAccept } = await import('./actions/accept.ts');
      context.exit(await executeAccept(benchmark, options, context));
    });
}
