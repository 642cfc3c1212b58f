/** A command as a configuration has it → program and arguments, without a shell; for all harness plug-ins. */
import * as z from 'zod';

export type Words =
  | { readonly state: 'split'; readonly argv: readonly [string, ...string[]] }
  | { readonly state: 'refused'; readonly problem: string };

function refused(problem: string): Words {
  return { state: 'refused', problem };
}

/** A quoted part, an escaped character, spaces, a character only a shell understands, or text. */
const token =
  /'(?<single>[^']*)'|"(?<double>(?:[^"\\]|\\.)*)"|\\(?<escaped>[\s'"\\])|(?<space>\s+)|(?<shell>[|&;<>`$])|(?<text>[^\s'"\\|&;<>`$]+|\\)|(?<open>['"])/gs;

/**
 * Splits at spaces. Quotes of both kinds hold words together; a backslash makes a following space,
 * quote or backslash an ordinary character (in double quotes: a quote or backslash) and is itself
 * ordinary before anything else, so that `.\bin\tool` stays as it is. What only a shell would
 * understand, such as pipes and variables, is refused rather than passed on as text.
 */
export function splitWords(line: string): Words {
  const words: string[] = [];
  let word: string | null = null;
  for (const { groups = {} } of line.matchAll(token)) {
    const { single, double, escaped, space, shell, text, open } = groups;
    if (shell !== undefined) {
      return refused(
        `\`${shell}\` is for a shell, and there is none: put the command into a script, or quote it`,
      );
    }
    if (open !== undefined) return refused(`a quote ${open} is not closed`);
    if (space === undefined) {
      const part = double?.replaceAll(/\\(["\\])/g, '$1') ?? single ?? escaped ?? text ?? '';
      word = (word ?? '') + part;
    } else if (word !== null) {
      words.push(word);
      word = null;
    }
  }
  if (word !== null) words.push(word);
  const [program, ...rest] = words;
  if (!program) return refused('the command is empty');
  if (/^[A-Za-z_]\w*=/.test(program)) {
    return refused(`${program} sets a variable: put it into \`env\` of the suite`);
  }
  return { state: 'split', argv: [program, ...rest] };
}

/** A list of program and arguments, or one string that is split at spaces. There is no shell. */
export const commandLineSchema = z
  .union([z.string(), z.tuple([z.string().min(1)], z.string())])
  .superRefine((line, context) => {
    const words = typeof line === 'string' ? splitWords(line) : null;
    if (words?.state === 'refused') context.addIssue(words.problem);
  });
export type CommandLine = z.infer<typeof commandLineSchema>;

export type Argv = readonly [string, ...string[]];

/** Program and arguments of a command that the schema has let through. */
export function argvOf(command: CommandLine): Argv {
  if (typeof command !== 'string') return command;
  const words = splitWords(command);
  if (words.state === 'refused') throw new TypeError(words.problem);
  return words.argv;
}
