/** What does the step ask for? Inputs of the action, checked, as a command line and settings. */
import { Command, type Option } from 'commander';
import * as z from 'zod';
import { addMergeCommand } from '../commands/merge.ts';
import { addRunCommand } from '../commands/run.ts';
import { perfwatchError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type CommentPolicy, commentPolicies } from '../model/commentPolicy.ts';

const commands = { run: addRunCommand, merge: addMergeCommand };
const commandNames = ['run', 'merge'] as const satisfies readonly (keyof typeof commands)[];
type CommandName = (typeof commandNames)[number];

/** Options that a step has no use for: they say what goes to standard output, or measure nothing. */
const unused: ReadonlySet<string> = new Set(['--reporter', '--json', '--no-color', '--dry-run']);

export interface Inputs {
  /** The command line of `run` or `merge`. */
  readonly argv: readonly string[];
  /** Relative to the workspace. */
  readonly workingDirectory: string;
  /** As the command line would have it. */
  readonly config: string | undefined;
  readonly output: string | undefined;
  /** Whether this is one part of several, whose verdict is not that of the whole. */
  readonly isPart: boolean;
  /** Null: as configured. */
  readonly comment: CommentPolicy | null;
  /** Null: the usual one. */
  readonly commentKey: string | null;
  /** Only these are measured; none means all. */
  readonly suites: readonly string[];
  readonly annotations: boolean;
  /** Name of the artifact; null for none. */
  readonly artifact: string | null;
  /** Null: as the repository has it. */
  readonly retentionDays: number | null;
  /** Never to be printed, and not to be seen by benchmarks; empty for none. */
  readonly token: string;
}

/** How GitHub passes an input: by a variable of this name. */
export const inputVariable = (name: string): string => `INPUT_${name.toUpperCase()}`;

/** The options of a command by the name of their input: `--time-budget` is `time-budget`. */
export function optionInputs(command: CommandName, io: Io): ReadonlyMap<string, Option> {
  const program = new Command();
  commands[command](program, { io, version: '', exit: () => undefined });
  return new Map(
    program.commands
      .flatMap(({ options }) => options)
      .filter(({ long }) => !unused.has(long ?? ''))
      .map((option) => [option.long?.replace(/^--/, '') ?? '', option]),
  );
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const invalid = (name: string, value: string, advice: string) =>
  perfwatchError('option-invalid', { option: `The input ${name}`, value, advice });

const flagSchema = z.enum(['true', 'false']).transform((text) => text === 'true');
const flagAdvice = 'Give true or false.';

/** The arguments that an input stands for: one for each line, since options may be given several times. */
function argumentsOf(name: string, option: Option, text: string): string[] {
  if (option.required) return linesOf(text).map((line) => `--${name}=${line}`);
  if (text === '') return [];
  const flag = flagSchema.safeParse(text);
  if (!flag.success) throw invalid(name, text, flagAdvice);
  return flag.data ? [`--${name}`] : [];
}

/** Jobs of a matrix over shards or suites must not take each other's names: what they measure follows. */
function artifactNameOf(given: string, shard: string, suites: readonly string[]): string | null {
  if (given === 'none') return null;
  const part = shard === '' ? '' : `shard-${shard.split('/')[0]}`;
  return [given || 'perfwatch', ...suites, part]
    .filter((text) => text !== '')
    .join('-')
    .replace(/[^\w.-]+/g, '-');
}

/**
 * The inputs of this step.
 *
 * @throws PerfwatchError `option-invalid` for a value that cannot be, or an input that the command has
 * not; what the command itself refuses, it refuses when it runs.
 */
export function readInputs(io: Io): Inputs {
  const text = (name: string) => io.env[inputVariable(name)]?.trim() ?? '';
  const checked = <Value>(
    name: string,
    usual: string,
    schema: z.ZodType<Value>,
    advice: string,
  ) => {
    const parsed = schema.safeParse(text(name) || usual);
    if (!parsed.success) throw invalid(name, text(name), advice);
    return parsed.data;
  };
  const oneOf = (names: readonly string[]) => `Give ${names.join(' or ')}.`;

  const command = checked('command', 'run', z.enum(commandNames), oneOf(commandNames));
  const options = optionInputs(command, io);
  for (const name of commandNames.flatMap((other) => [...optionInputs(other, io).keys()])) {
    if (text(name) !== '' && !options.has(name)) {
      throw invalid(name, text(name), `\`perfwatch ${command}\` has no such option: leave it out.`);
    }
  }
  const parts = linesOf(text('parts'));
  if ((command === 'merge') !== parts.length > 0) {
    throw invalid('parts', text('parts'), 'Give folders for `merge`, and none for `run`.');
  }
  const suites = linesOf(text('suite'));
  const shard = text('shard');
  const policySchema = z.enum(commentPolicies).or(z.literal('').transform(() => null));
  const daysSchema = z
    .string()
    .regex(/^\d{0,3}$/)
    .transform((days) => (days === '' ? null : Number(days)));
  return {
    argv: [
      command,
      ...[...options].flatMap(([name, option]) => argumentsOf(name, option, text(name))),
      ...(parts.length > 0 ? ['--', ...parts] : []),
    ],
    workingDirectory: text('working-directory') || '.',
    config: text('config') || undefined,
    output: text('output') || undefined,
    isPart: shard !== '',
    comment: checked('comment', '', policySchema, oneOf(commentPolicies)),
    commentKey: text('comment-key') || null,
    suites,
    annotations: checked('annotations', 'true', flagSchema, flagAdvice),
    artifact: artifactNameOf(text('artifact'), shard, suites),
    retentionDays: checked('retention-days', '', daysSchema, 'Give a number of days.'),
    token: text('github-token'),
  };
}
