/** What is measured? Each command, once for each combination of the parameters that it names. */
import { type Argv, argvOf, type CommandLine } from '../commandLine.ts';
import { countOfValues, type Parameters, valuesOf } from './parameters.ts';
import { filledIn, placeholdersIn } from './placeholders.ts';

/** One benchmark of a command suite. */
export interface MeasuredCommand {
  /** The benchmark's name. */
  readonly name: string;
  /** The values of the parameters that the command names; empty for one that names none. */
  readonly params: Readonly<Record<string, string>>;
  readonly argv: Argv;
}

type Values = Readonly<Record<string, string>>;

/** The parameters that a command names, in the order in which the suite declares them. */
export function parametersIn(argv: Argv, parameters: Parameters): readonly string[] {
  const named = new Set(placeholdersIn(argv));
  return Object.keys(parameters).filter((name) => named.has(name));
}

/** How often a command is measured that names these; does not write the values down. */
export function countOfCombinations(names: readonly string[], parameters: Parameters): number {
  return names.reduce((product, name) => {
    const parameter = parameters[name];
    return product * (parameter === undefined ? 0 : countOfValues(parameter));
  }, 1);
}

/** The last parameter changes from one combination to the next, the first one seldom. */
function combinationsOf(names: readonly string[], parameters: Parameters): readonly Values[] {
  return names.reduce<readonly Values[]>(
    (combinations, name) => {
      const parameter = parameters[name];
      const values = parameter === undefined ? [] : valuesOf(parameter);
      return combinations.flatMap((one) => values.map((value) => ({ ...one, [name]: value })));
    },
    [{}],
  );
}

/** The commands of a suite as configured, and what they name. */
export interface ParameterizedCommands {
  readonly commands: Readonly<Record<string, CommandLine>>;
  readonly parameters?: Parameters | undefined;
}

/** The benchmarks of a suite, in the order of the configuration. Without parameters, braces stay as they are. */
export function measuredCommands({
  commands,
  parameters = {},
}: ParameterizedCommands): readonly MeasuredCommand[] {
  const hasParameters = Object.keys(parameters).length > 0;
  return Object.entries(commands).flatMap(([name, command]) => {
    const argv = argvOf(command);
    if (!hasParameters) return [{ name, params: {}, argv }];
    const [program, ...rest] = argv;
    return combinationsOf(parametersIn(argv, parameters), parameters).map((params) => ({
      name,
      params,
      argv: [filledIn(program, params), ...rest.map((word) => filledIn(word, params))] as const,
    }));
  });
}

/** The name of a benchmark with its parameters, for people. */
export function titleOf({ name, params }: Pick<MeasuredCommand, 'name' | 'params'>): string {
  const values = Object.entries(params).map(([key, value]) => `${key}=${value}`);
  return values.length === 0 ? name : `${name}[${values.join(',')}]`;
}
