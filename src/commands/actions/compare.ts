/** What `perfwatch compare` does: which way of comparing do the paths and options ask for? */
import { resolve } from 'node:path';
import { nearestConfiguration } from '../../config/find.ts';
import { perfwatchError } from '../../errors.ts';
import { defaultRule } from '../../model/rule.ts';
import type { CommandContext } from '../options.ts';
import { formatNamed, isRun, readForeign, requireOneStdin } from './comparedSides.ts';
import type { ComparedRuns, CompareRunsOptions } from './compareRuns.ts';
import type { TableChoices } from './compareTables.ts';
import type { Session } from './session.ts';
import { wantsColor } from './wantsColor.ts';

export interface CompareOptions extends CompareRunsOptions, TableChoices {
  readonly config?: string;
  /** Name of the format of all files that are no runs. */
  readonly from?: string;
}

/** Options that only tables have, as they are typed. */
const tableOptions: ReadonlyMap<keyof TableChoices, string> = new Map([
  ['format', '--format'],
  ['row', '--row'],
  ['col', '--col'],
  ['groupBy', '--group-by'],
  ['filter', '--filter'],
  ['sort', '--sort'],
  ['unit', '--unit'],
  ['plot', '--plot'],
  ['paired', '--paired'],
  ['lowerIsBetter', '--lower-is-better'],
  ['higherIsBetter', '--higher-is-better'],
]);

const tableOptionsOf = (options: CompareOptions): string[] =>
  [...tableOptions].flatMap(([key, name]) => (options[key] === undefined ? [] : [name]));

/** Options that only a report has. */
const reportOptionsOf = ({ reporter, json, details }: CompareOptions): string[] => [
  ...(reporter ? ['--reporter'] : []),
  ...(json ? ['--json'] : []),
  ...(details ? ['--details'] : []),
];

/** A run of perfwatch, or one that is made of files of results. */
async function runAt(
  path: string,
  isOwn: boolean,
  options: CompareOptions,
  context: CommandContext,
) {
  const { io, version } = context;
  if (isOwn) {
    const { readRun } = await import('../../stores/runs.ts');
    return readRun(resolve(io.cwd, path));
  }
  const { runOfReadings } = await import('./importedRun.ts');
  const foreign = await readForeign(path, formatNamed(options.from), '--from', io);
  return runOfReadings(foreign.readings, {
    id: io.uniqueId(),
    perfwatchVersion: version,
    now: io.now(),
    suite: null,
  });
}

/** Where nothing is configured, what reads configurations is not even loaded. */
async function sessionIfAny(
  { config }: CompareOptions,
  { io }: CommandContext,
): Promise<Session | null> {
  if (config === undefined && (await nearestConfiguration(io.cwd)) === null) return null;
  const { openSession } = await import('./session.ts');
  return openSession(io, config);
}

/** Resolves to the exit code. @throws PerfwatchError for what cannot be read or does not fit together */
export async function executeCompare(
  paths: readonly string[],
  options: CompareOptions,
  context: CommandContext,
): Promise<number> {
  const { io } = context;
  requireOneStdin(paths);
  const own: boolean[] = [];
  for (const path of paths) own.push(options.from === undefined && (await isRun(path, io.cwd)));
  const [base, candidate, another] = paths;
  const tables = tableOptionsOf(options);
  const report = reportOptionsOf(options);
  const isPair = base !== undefined && candidate !== undefined && another === undefined;
  const session = await sessionIfAny(options, context);
  if (report.length > 0 && (tables.length > 0 || !isPair)) {
    throw perfwatchError('option-misplaced', {
      options: [...report, ...tables].join(' and '),
      problem: isPair ? 'one asks for a report, the other for tables' : 'a report is of two sides',
    });
  }
  if (isPair && (report.length > 0 || (tables.length === 0 && own.every(Boolean)))) {
    const { executeCompareRuns } = await import('./compareRuns.ts');
    const runs: ComparedRuns = {
      baseTitle: base,
      candidateTitle: candidate,
      base: () => runAt(base, own[0] ?? false, options, context),
      candidate: () => runAt(candidate, own[1] ?? false, options, context),
      isForeign: !own.every(Boolean),
    };
    return executeCompareRuns(runs, options, session, context);
  }
  const { executeCompareTables } = await import('./compareTables.ts');
  const command = {
    choices: options,
    rule: session?.rule ?? defaultRule,
    ...(options.threshold !== undefined && { threshold: options.threshold }),
    color: wantsColor(io, options.color),
    strict: options.strict ?? session?.configuration.strict ?? false,
    from: formatNamed(options.from),
  };
  return executeCompareTables(paths, command, io);
}
