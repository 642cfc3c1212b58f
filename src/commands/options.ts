/** What commands share: options, how they are read from their text, and help. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Io } from '../io.ts';
import type { Shard } from '../model/plan.ts';
import type { ReporterName } from '../reporters/index.ts';

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

/** How a report is shown. */
export interface ViewOptions {
  readonly reporter?: ReporterName;
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

/** Names are spelled out, since the reporters themselves are loaded only when they are used. */
const reporterNames = [
  'terminal',
  'markdown',
  'json',
  'gitlab-metrics',
] as const satisfies readonly ReporterName[];

/** Adds the options of {@link ViewOptions}. */
export function addViewOptions(command: Command): Command {
  return command
    .addOption(new Option('--reporter <name>', 'how results are shown').choices(reporterNames))
    .addOption(new Option('--json', 'the same as --reporter json'))
    .addOption(new Option('--details', 'show every row, unchanged ones too'))
    .addOption(colorOption());
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
