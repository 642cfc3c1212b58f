/** What the HTML report shows beside the report itself: launches, and links. Only made where it is asked for. */
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  historyOfBase,
  launchesOfBase,
  launchesOfRun,
  parameterOrderOf,
} from '../../analysis/launchValues.ts';
import { renamed } from '../../analysis/renamed.ts';
import { repositoryUrlOfJob } from '../../github/context.ts';
import type { Io } from '../../io.ts';
import { artifactNames } from '../../model/artifacts.ts';
import type { LaunchValues } from '../../model/launchValues.ts';
import type { Report } from '../../model/report.ts';
import type { Rule } from '../../model/rule.ts';
import type { Run } from '../../model/run.ts';
import type { SuiteSummary } from '../../model/summary.ts';
import { readRunIfThere } from '../../stores/runs.ts';
import type { ViewOptions } from '../options.ts';
import { launchReporters, type ShowOptions } from './show.ts';

/** Whether the report is to become a page, or another form that tells of launches. */
export const wantsPage = ({ reporter, json }: ViewOptions): boolean =>
  reporter?.some(({ name, file }) => launchReporters.has(name) && (file !== null || !json)) ??
  false;

/** The options with what reports show beside themselves; `launches` is called only where they are wanted. */
export async function withPage<Options extends ViewOptions>(
  options: Options,
  { env }: Io,
  launches: () => LaunchValues | null | Promise<LaunchValues | null>,
): Promise<Options & ShowOptions> {
  const known = wantsPage(options) ? await launches() : null;
  const repositoryUrl = repositoryUrlOfJob(env);
  return {
    ...options,
    ...(known && { launches: known }),
    ...(repositoryUrl !== null && { repositoryUrl }),
  };
}

/**
 * The launches of a run and of what it was judged against.
 *
 * @param base the other side's run, or summaries; null where there was nothing
 */
export function launchesOf(
  run: Run,
  base: Run | readonly SuiteSummary[] | null,
  { renames }: Pick<Rule, 'renames'>,
): LaunchValues {
  const own = { candidate: launchesOfRun(run), parameterOrder: parameterOrderOf(run) };
  if (base !== null && 'suites' in base) return { ...own, base: launchesOfRun(base, renames) };
  const summaries = renamed(base ?? [], renames);
  return {
    ...own,
    base: launchesOfBase(summaries, run),
    history: historyOfBase(summaries, run),
  };
}

/**
 * The launches that lie beside a report, if they are those of its run; null where there are none. What
 * was renamed is not known there, and of a baseline there are no launches.
 *
 * @param report the file, or the artifact folder that holds it
 * @throws PerfwatchError `document-unreadable` or `document-newer` for a run that is there.
 */
export async function launchesBeside(
  { run: { id, pairing } }: Report,
  path: string,
): Promise<LaunchValues | null> {
  const folder = (await stat(path)).isDirectory() ? path : dirname(path);
  const run = await readRunIfThere(join(folder, artifactNames.run));
  if (run?.id !== id) return null;
  const own = { candidate: launchesOfRun(run), parameterOrder: parameterOrderOf(run) };
  const base = pairing && (await readRunIfThere(join(folder, artifactNames.base)));
  return { ...own, base: base && base.id === pairing.with ? launchesOfRun(base) : new Map() };
}
