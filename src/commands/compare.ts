/** `perfwatch compare`: its options. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CompareOptions } from './actions/compare.ts';
import {
  addViewOptions,
  type CommandContext,
  collect,
  configOption,
  examples,
  exitCodeHelp,
  strictOption,
  thresholdOption,
} from './options.ts';

/** Spelled out, since what they name is loaded only when it is used. */
const tableFormats = ['table', 'csv', 'json', 'markdown', 'benchfmt'] as const;
const sortKeys = ['name', 'change', 'value', 'verdict'] as const;
const units =
  's, ms, µs (us), ns, ps, B, kB, MB, GB, KiB, MiB, GiB, and these per second (MB/s, k/s)';

/** `name,param:size` → fields. */
function parseFields(text: string): string[] {
  const fields = text
    .split(',')
    .map((field) => field.trim())
    .filter((field) => field !== '');
  if (fields.length === 0) throw new InvalidArgumentError('Give fields, like name,size.');
  return fields;
}

function parseSort(text: string) {
  const name = text.replace(/^-/, '');
  const key = sortKeys.find((one) => one === name);
  if (!key) {
    throw new InvalidArgumentError(
      `Allowed choices are ${sortKeys.join(', ')}; with a - before it, backwards.`,
    );
  }
  return { key, isDescending: text.startsWith('-') };
}

const unitPattern = /^(?:[pnuµμm]?s|[kMG]?B(?:\/s)?|[KMG]iB|[kMG]?\/s)$/;

function parseUnit(text: string): string {
  if (unitPattern.test(text)) return text;
  throw new InvalidArgumentError(`Allowed choices are ${units}.`);
}

export function addCompareCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('compare')
    .summary('compare runs, or results of any benchmark tool')
    .description(
      'Compares runs of perfwatch, or files of results of any tool that it knows (`perfwatch formats`): with the first one all others. Two runs give a report; everything else, and every option about tables, gives tables.',
    )
    .argument(
      '<sides...>',
      'run.json or its folder; a file of results, a folder or a glob of several (each another launch), or - for standard input',
    )
    .addOption(configOption())
    .addOption(thresholdOption())
    .addOption(strictOption())
    .option('--allow-missing', 'do not fail for a suite whose toolchain was missing')
    .option('--from <format>', 'what the files hold, where their content does not tell')
    .addOption(
      new Option('--format <name>', `tables as ${tableFormats.join(', ')}`).choices(tableFormats),
    )
    .option('--row <fields>', 'what makes a row (default: name,params)', parseFields)
    .option(
      '--col <fields>',
      'what makes a column (default: side); other columns than sides never give exit code 1 or 4',
      parseFields,
    )
    .option(
      '--group-by <fields>',
      'what makes a table (default: suite, and labels that vary)',
      parseFields,
    )
    .option('--filter <expression>', 'only results like "suite:go AND name~Parse AND n>100"')
    .option('--sort <key>', `rows by ${sortKeys.join(', ')}; -change is backwards`, parseSort)
    .option('--unit <unit>', 'all values in this unit, like ms or MiB', parseUnit)
    .option('--plot', 'draw the interval of each change')
    .option('--paired', 'the n-th launches of all sides were measured next to each other, in turns')
    .option(
      '--lower-is-better <metric>',
      'of a metric of which nobody tells; may be given several times',
      collect,
    )
    .option('--higher-is-better <metric>', 'the other way round', collect);
  addViewOptions(command, context)
    .addHelpText(
      'after',
      '\nFields: id, suite, name, name.1 (its first part), params, side, metric, unit; parameters, labels, and facts of the sides (cpu, os, …) by their names.',
    )
    .addHelpText('after', exitCodeHelp)
    .addHelpText(
      'after',
      examples(
        'npx perfwatch compare before/ .perfwatch/',
        'npx perfwatch compare old.txt new.txt',
        "npx perfwatch compare 'main/*.json' 'branch/*.json' --sort -change --plot",
        'npx perfwatch compare results.txt --col branch --row name --filter "n>100"',
        'npx perfwatch compare before/run.json after/run.json --reporter markdown > report.md',
      ),
    )
    .action(async (sides: string[], options: CompareOptions) => {
      const { executeCompare } = await import('./actions/compare.ts');
      context.exit(await executeCompare(sides, options, context));
    });
}
