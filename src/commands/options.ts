/** What commands share: options, how they are read from their text, and help. */
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { PerfwatchError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { Shard } from '../model/plan.ts';
import type { CustomReporter } from '../reporters/customReporter.ts';
import { isReporterName, reporterNames } from '../reporters/names.ts';

export function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    throw new InvalidArgumentError('Give a whole number from 1 to 1000.');
  }
  return count;
}

/** `3%` or `0.03` → 0.03. A bare 3 could mean either and is refused. */
export function parseShare(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text.trim());
  const share = match ? Number(match[1]) / (match[2] ? 100 : 1) : Number.NaN;
  if (!(share > 0 && share < 1)) {
    throw new InvalidArgumentError('Give a share between 0 and 1, like 3% or 0.03.');
  }
  return share;
}

const secondsOfUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** `90s`, `10m` or `1h` → seconds. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([smh])$/.exec(text.trim());
  const seconds = match ? Number(match[1]) * (secondsOfUnit[match[2] ?? ''] ?? Number.NaN) : 0;
  if (!(seconds > 0)) throw new InvalidArgumentError('Give a duration like 90s, 10m or 1h.');
  return seconds;
}

/** `2/5` → the second of five parts. */
export function parseShard(text: string): Shard {
  const match = /^(\d{1,4})\/(\d{1,4})$/.exec(text.trim());
  const [index, count] = [Number(match?.[1]), Number(match?.[2])];
  if (!(index >= 1 && index <= count && count <= 1000)) {
    throw new InvalidArgumentError('Give a part and how many there are, from 1/1 to 1000/1000.');
  }
  return { index, count };
}

/**
 * For the ids of benchmarks that are measured: both are the user's own, so that no time limit is set on a match, as
 * `compare` does for files of anybody.
 */
export function parsePattern(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch {
    throw new InvalidArgumentError('Give a regular expression, for instance "parse/.*large".');
  }
}

/** For an option that may be given several times. */
export function collect(text: string, earlier: readonly string[] = []): string[] {
  return [...earlier, text];
}

/** What a command needs from the program around it. */
export interface CommandContext {
  readonly io: Io;
  readonly version: string;
  /** Sets the exit code of the process. */
  exit(code: number): void;
}

/** One form of the report, and where it goes. */
export interface ReporterChoice {
  /** One of perfwatch's own, or one that the configuration names. */
  readonly name: string;
  /** As it was typed, relative to the current folder; null for standard output. */
  readonly file: string | null;
  /** The one that the configuration names, loaded before the command begins. */
  readonly custom?: CustomReporter;
}

/** How a report is shown. */
export interface ViewOptions {
  /** At most one of them for standard output. */
  readonly reporter?: readonly ReporterChoice[];
  readonly json?: true;
  readonly details?: true;
  /** False with --no-color. */
  readonly color: boolean;
}

export const configOption = () =>
  new Option('-c, --config <file>', 'configuration (default: the nearest perfwatch.config.*)');
export const thresholdOption = () =>
  new Option('--threshold <share>', 'changes within ± this do not matter (default: 3%)').argParser(
    parseShare,
  );
export const colorOption = () => new Option('--no-color', 'no colours, as with NO_COLOR');
export const strictOption = () =>
  new Option('--strict', 'exit with 4 when no decision was possible (no baseline, inconclusive)');

/** `markdown,junit=out.xml` → the report as Markdown on standard output, and as JUnit XML in a file. */
function parseReporters(text: string, earlier: readonly ReporterChoice[] = []): ReporterChoice[] {
  const choices = text.split(',').map((part): ReporterChoice => {
    const [before = '', ...rest] = part.split('=');
    const name = before.trim();
    if (!/^[A-Za-z0-9][\w.-]*$/.test(name)) {
      throw new InvalidArgumentError(
        `Allowed choices are ${reporterNames.join(', ')}; several with commas, NAME=FILE for one in a file.`,
      );
    }
    const file = rest.length > 0 ? rest.join('=').trim() : null;
    if (file === '') {
      throw new InvalidArgumentError(`Name a file behind "${name}=", or leave the "=" out.`);
    }
    return { name, file };
  });
  return [...earlier, ...choices];
}

/** Why these reporters cannot go where they are to; null when they can. */
function reportersProblem({ reporter = [], json }: ViewOptions, cwd: string): string | null {
  const shown = reporter.filter(({ file }) => file === null).map(({ name }) => name);
  if (json && !shown.includes('json')) shown.push('json');
  if (shown.length > 1) {
    return `only one report fits on standard output, not ${shown.join(' and ')}; give the others a file, like --reporter ${shown[1]}=FILE`;
  }
  const files = new Map<string, ReporterChoice>();
  for (const choice of reporter) {
    if (choice.file === null) continue;
    const path = resolve(cwd, choice.file);
    const other = files.get(path);
    if (other) {
      return `--reporter ${other.name} and ${choice.name} cannot both go into ${choice.file}; name a file for each`;
    }
    files.set(path, choice);
  }
  return null;
}

/** Adds the options of {@link ViewOptions}, which are checked together before anything is done. */
export function addViewOptions(command: Command, { io }: CommandContext): Command {
  return command
    .addOption(
      new Option(
        '--reporter <names>',
        `how results are shown: ${reporterNames.join(', ')}, or one of the configuration; several with commas, each NAME=FILE into a file`,
      ).argParser(parseReporters),
    )
    .addOption(new Option('--json', 'the same as --reporter json'))
    .addOption(new Option('--details', 'show every row, unchanged ones too'))
    .addOption(colorOption())
    .hook('preAction', async (_, called) => {
      const { config, ...view } = called.opts<ViewOptions & { readonly config?: string }>();
      const problem = reportersProblem(view, io.cwd);
      if (problem !== null) called.error(`error: ${problem}`);
      const { reporter = [] } = view;
      if (reporter.every(({ name }) => isReporterName(name))) return;
      const { customReporters } = await import('./actions/customReporters.ts');
      const names = reporter.map(({ name }) => name);
      const found = await customReporters(names, config, io).catch((error: unknown) => {
        if (!(error instanceof PerfwatchError) || error.code !== 'reporter-unknown') throw error;
        return called.error(`error: ${error.message}`);
      });
      const loaded = reporter.map((choice): ReporterChoice => {
        const custom = found.get(choice.name);
        return custom ? { ...choice, custom } : choice;
      });
      called.setOptionValue('reporter', loaded);
    });
}

/** For the end of a command's help. */
export const examples = (...lines: readonly string[]) =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;

export const exitCodeHelp = `
Exit codes:
  0  nothing regressed
  1  a regression
  2  wrong usage or configuration
  3  a measurement failed or is missing
  4  no decision, with --strict
  129, 130, 143  interrupted; what was measured until then is kept`;
