/** Which accepted regressions still count against this base? */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Accepted } from '../../analysis/accepted.ts';
import { chooseBase } from '../../analysis/compareSuite.ts';
import type { Io } from '../../io.ts';
import type { Git } from '../../measure/base/git.ts';
import { type Acceptance, acceptedFileName } from '../../model/accepted.ts';
import type { Run } from '../../model/run.ts';
import type { SuiteSummary } from '../../model/summary.ts';
import { acceptedIn } from '../../stores/acceptedFile.ts';
import type { Session } from './session.ts';

/** Reviews may have moved the end or the words; the change is the same one. */
const isSame = (a: Acceptance, b: Acceptance) =>
  a.benchmark === b.benchmark && a.metric === b.metric && a.run === b.run;

/** What had been accepted at a commit; nothing where git cannot tell, as in a shallow clone. */
async function acceptedAt(git: Git, sha: string): Promise<Acceptance[]> {
  const text = await git.ask(['show', `${sha}:./${acceptedFileName}`]).catch(() => null);
  return (text === null ? null : acceptedIn(text)) ?? [];
}

/** Gives what had been accepted at a commit, asking git once for each. */
type AcceptedAt = (sha: string) => Promise<Acceptance[]>;

async function isHeld(
  entry: Acceptance,
  base: readonly SuiteSummary[],
  run: Run,
  at: AcceptedAt,
): Promise<boolean> {
  const suite = run.suites.find(({ benchmarks }) =>
    benchmarks.some(({ id }) => id === entry.benchmark),
  );
  const runs = suite ? chooseBase(base, suite.suite, suite.fingerprint) : [];
  if (runs.some((one) => one.run.id === entry.run)) return true;
  const sha = runs.at(-1)?.run.commit?.sha;
  return sha !== undefined && (await at(sha)).some((other) => isSame(entry, other));
}

/**
 * The accepted regressions, and which of them the base holds already: a base whose commit has the
 * entry, or that holds the very run that had regressed. Without that, an entry that was left would
 * excuse a second regression of the same size.
 *
 * @param base what the run is compared with, under the ids that its benchmarks have now
 * @throws PerfwatchError when the file is there and cannot be read.
 */
export async function acceptedSince(
  { accepted, folder }: Pick<Session, 'accepted' | 'folder'>,
  base: readonly SuiteSummary[],
  run: Run,
  io: Io,
): Promise<Accepted> {
  const entries = await accepted.read();
  const today = io.now().toISOString().slice(0, 10);
  if (entries.length === 0) return { entries, held: new Set(), today };
  const logFolder = await mkdtemp(join(tmpdir(), 'perfwatch-git-'));
  const { signal } = new AbortController();
  try {
    const { gitIn } = await import('../../measure/base/git.ts');
    const git = gitIn(folder, { env: io.env, io, logFolder, interrupt: signal });
    const known = new Map<string, Promise<Acceptance[]>>();
    const at: AcceptedAt = (sha) => {
      const found = known.get(sha) ?? acceptedAt(git, sha);
      known.set(sha, found);
      return found;
    };
    const held = await Promise.all(entries.map((entry) => isHeld(entry, base, run, at)));
    return { entries, held: new Set(entries.filter((_, index) => held[index])), today };
  } finally {
    await rm(logFolder, { recursive: true, force: true });
  }
}
