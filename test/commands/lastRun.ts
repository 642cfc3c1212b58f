/** Projects whose last run is a given one, so that nothing needs to be measured. */
import type { Run } from '../../src/model/run.ts';
import { commandSuite, nodeCommand, type Project, project } from '../support/project.ts';

/** A project whose last run is this one. */
export function withRun(
  run: Run,
  files: Readonly<Record<string, string>> = {},
  more: Readonly<Record<string, unknown>> = {},
): Project {
  return project(
    { suites: { rust: commandSuite({ a: nodeCommand('0') }) }, ...more },
    { '.perfwatch/run.json': JSON.stringify(run), ...files },
  );
}

/** The same run, measured some days after the first one. */
export function later(run: Run, days = 1): Run {
  const startedAt = `2026-01-${String(1 + days).padStart(2, '0')}T00:00:00.000Z`;
  return { ...run, id: `run-${1 + days}`, startedAt };
}

/** Makes a run the last one, and adds it to the baseline; gives what is said about that. */
export async function addRun(
  { write, perfwatch }: Project,
  run: Run,
  ...argv: readonly string[]
): Promise<string> {
  write('.perfwatch/run.json', JSON.stringify(run));
  const { exitCode, out, err } = await perfwatch(['baseline', 'update', ...argv]);
  if (exitCode !== 0) throw new Error(err);
  return out;
}
