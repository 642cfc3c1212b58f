/** What do the paths of `perfwatch compare` hold? Runs of perfwatch, or results of any known format. */
import { open, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Skipped } from '../../analysis/skippedNotice.ts';
import { perfwatchError } from '../../errors.ts';
import type { Format } from '../../formats/format.ts';
import { formats } from '../../formats/index.ts';
import { placeOf, type Reading } from '../../formats/reading.ts';
import { readPath } from '../../formats/readPath.ts';
import type { Io } from '../../io.ts';
import { artifactNames } from '../../model/artifacts.ts';
import { benchmarkId } from '../../model/identity.ts';

/** The results of one path. */
export interface ForeignSide {
  /** As the user named it. */
  readonly title: string;
  readonly readings: readonly Reading[];
  /** Sentences about files that were passed over. */
  readonly notices: readonly string[];
}

/** The format of a name; null for none. @throws PerfwatchError `format-unnamed` */
export function formatNamed(name: string | undefined): Format | null {
  if (name === undefined) return null;
  const format = formats.find((one) => one.name === name);
  if (format) return format;
  throw perfwatchError('format-unnamed', { name, formats: formats.map((one) => one.name) });
}

/** Standard input can be read once. @throws PerfwatchError `stdin-twice` */
export function requireOneStdin(paths: readonly string[]): void {
  if (paths.indexOf('-') !== paths.lastIndexOf('-')) throw perfwatchError('stdin-twice', undefined);
}

const runStart = /^\s*\{\s*"schema"\s*:\s*"perfwatch\/run"/;

/** Whether a path is a run of perfwatch: its file, or the artifact folder that holds it. */
export async function isRun(path: string, cwd: string): Promise<boolean> {
  if (path === '-') return false;
  const absolute = resolve(cwd, path);
  const found = await stat(absolute).catch(() => null);
  if (!found) return false;
  if (found.isDirectory()) {
    return (await stat(join(absolute, artifactNames.run)).catch(() => null))?.isFile() ?? false;
  }
  const handle = await open(absolute);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(256), 0, 256, 0);
    return runStart.test(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** @throws PerfwatchError as `readPath` does */
export async function readForeign(
  path: string,
  format: Format | null,
  formatOption: string,
  io: Io,
): Promise<ForeignSide> {
  const { readings, notices } = await readPath({
    path,
    cwd: io.cwd,
    format,
    formatOption,
    stdin: () => io.stdin(),
  });
  return { title: path === '-' ? 'standard input' : path, readings, notices };
}

function passedOverLines({ file, passedOver }: Reading): string[] {
  return passedOver.map((one) => {
    const told = `not read: ${placeOf(one, file)}: ${one.why}`;
    return one.count === 1 ? told : `${told} (${one.count} times)`;
  });
}

/** Files of one side are launches of the same code; what a folder has gathered over years is not. */
function commitLines({ title, readings }: ForeignSide): string[] {
  const commits = new Set(readings.flatMap(({ facts }) => facts.get('commit') ?? []));
  return commits.size > 1
    ? [
        `${title}: its ${readings.length} files are of ${commits.size} commits, and count as launches of one.`,
      ]
    : [];
}

/** What a side did not run on purpose: a table has no row for it. */
export function skippedIn({ readings }: ForeignSide): Skipped[] {
  return readings.flatMap(({ format, benchmarks }) =>
    benchmarks.flatMap(({ state, path, params, message }) =>
      state === 'skipped'
        ? [{ id: benchmarkId({ suite: format, path: [...path], params }), message }]
        : [],
    ),
  );
}

const mostLines = 10;

/** What was not read of a side, and what else is to be known of it, as lines for people. */
export function sideLines(side: ForeignSide): string[] {
  const { title, readings, notices } = side;
  const lines = [
    ...commitLines(side),
    ...readings.flatMap(passedOverLines),
    ...readings.flatMap(({ file, notices: own }) => own.map((notice) => `${file}: ${notice}`)),
    ...notices.map((notice) => `not read: ${notice}`),
  ];
  const shown = lines.slice(0, mostLines);
  const left = lines.length - shown.length;
  return left > 0 ? [...shown, `${title}: ${left} more of this kind`] : shown;
}
