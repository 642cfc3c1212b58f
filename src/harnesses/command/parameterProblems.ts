/** Do the commands of a suite and its parameters fit together? Pure. */

import { type Argv, argvOf, commandLineSchema } from '../commandLine.ts';
import { countOfCombinations, type ParameterizedCommands, parametersIn } from './combinations.ts';
import { type Parameters, parameterProblem } from './parameters.ts';
import { filledIn, loneBraceIn, placeholdersIn } from './placeholders.ts';

/** More is a slip of the pen: at a second each, these take an hour and more. */
const mostBenchmarks = 1000;

export interface ParameterProblem {
  /** Keys from the suite to what is wrong. */
  readonly path: readonly string[];
  readonly message: string;
}

/** The empty text for each parameter that has it among its values. */
function emptyValues(parameters: Parameters): Record<string, string> {
  const mayBeEmpty = Object.entries(parameters).filter(
    ([, parameter]) => Array.isArray(parameter) && parameter.includes(''),
  );
  return Object.fromEntries(mayBeEmpty.map(([name]) => [name, '']));
}

function commandProblem(argv: Argv, parameters: Parameters): string | null {
  const known = Object.keys(parameters);
  const unknown = placeholdersIn(argv).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    return `there is no parameter {${unknown}} (known: ${known.join(', ')}); write {{ and }} for braces as such`;
  }
  const alone = loneBraceIn(argv);
  if (alone !== null) {
    return `the brace at ${JSON.stringify(alone)} belongs to no parameter; write {{ and }} for braces as such`;
  }
  const [program] = argv;
  return filledIn(program, emptyValues(parameters)) === ''
    ? 'a value makes the program an empty word'
    : null;
}

function countProblem(argvs: readonly Argv[], parameters: Parameters): string | null {
  const count = argvs
    .map((argv) => countOfCombinations(parametersIn(argv, parameters), parameters))
    .reduce((sum, one) => sum + one, 0);
  return count > mostBenchmarks
    ? `the commands and their parameters make more than ${mostBenchmarks} benchmarks; give fewer values, or let each command name fewer parameters`
    : null;
}

/** What is wrong with the parameters of a suite; nothing where it has none. */
export function parameterProblems({
  commands,
  parameters = {},
}: ParameterizedCommands): readonly ParameterProblem[] {
  const names = Object.keys(parameters);
  if (names.length === 0) return [];
  const ownProblems = Object.entries(parameters).flatMap(([name, parameter]) => {
    const message = parameterProblem(parameter);
    return message === null ? [] : [{ path: ['parameters', name], message }];
  });
  if (ownProblems.length > 0) return ownProblems;
  // What is no command at all is refused for that.
  const argvs = Object.entries(commands)
    .filter(([, command]) => commandLineSchema.safeParse(command).success)
    .map(([name, command]) => [name, argvOf(command)] as const);
  const commandProblems = argvs.flatMap(([name, argv]) => {
    const message = commandProblem(argv, parameters);
    return message === null ? [] : [{ path: ['commands', name], message }];
  });
  const used = new Set(argvs.flatMap(([, argv]) => parametersIn(argv, parameters)));
  const unused = names
    .filter((name) => !used.has(name))
    .map((name) => ({ path: ['parameters', name], message: `no command uses {${name}}` }));
  const tooMany = countProblem(
    argvs.map(([, argv]) => argv),
    parameters,
  );
  return [
    ...commandProblems,
    ...unused,
    ...(tooMany === null ? [] : [{ path: ['parameters'], message: tooMany }]),
  ];
}
