/** Where workflows are played: the shop's checkouts, act, GitHub's API, and all that was written. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import type { CheckedGitHub } from '../github/prism.ts';
import { nextId, type State } from '../github/state.ts';
import { type ActRun, runWorkflow } from './act.ts';
import type { Shop } from './shop.ts';

/** Of the artifact service: a JSON Web Token, whose scope tells the library which run and job it is. */
const runtimeToken = (runId: number) =>
  [{ alg: 'HS256', typ: 'JWT' }, { scp: `Actions.Results:${runId}:${runId}` }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat('c2lnbmF0dXJl')
    .join('.');

/** The files of an artifact by their paths in it. */
export type Artifact = Readonly<Record<string, Buffer>>;

export interface PlayedRun extends ActRun {
  readonly runId: number;
  /** Artifacts by name. */
  readonly artifacts: Readonly<Record<string, Artifact>>;
}

export interface Play {
  readonly workflow: string;
  readonly event: string;
  readonly payload: unknown;
  /** Which commit is checked out. */
  readonly sha: string;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || !address) throw new Error('There is no free port.');
  return address.port;
}

const filesOf = (zip: Buffer): Artifact =>
  Object.fromEntries(
    Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, Buffer.from(bytes)]),
  );

/** All files below a folder, if it is there. */
async function filesBelow(folder: string): Promise<Buffer[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  return await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name))));
}

/** What GitHub shows to people. */
const shown = ({ comments, issues, pulls, files }: State) =>
  JSON.stringify([comments, issues, pulls, [...files]]);

export interface Stage {
  /** Runs a workflow from a fresh clone; GitHub then has its run and artifacts. */
  play(play: Play): Promise<PlayedRun>;
  /** All that was written since the stage was set: logs, artifacts, the cache, what GitHub shows. */
  written(): string;
  /** What must not be in there. */
  readonly secrets: readonly string[];
}

/** `scratch` is an empty folder of its own. */
export function setStage(act: string, shop: Shop, github: CheckedGitHub, scratch: string): Stage {
  const { owner, name, token } = github.state();
  const logs: string[] = [];
  const kept: Buffer[] = [];
  const secrets: string[] = [token];

  const artifactsOf = async (folder: string, runId: number) => {
    const place = join(folder, 'artifacts', String(runId));
    const names = await readdir(place).catch(() => []);
    const artifacts: Record<string, Artifact> = {};
    for (const artifact of names) {
      const zip = await readFile(join(place, artifact, `${artifact}.zip`));
      github.state().artifacts.push({
        id: nextId(),
        runId,
        name: artifact,
        expired: false,
        sizeBytes: zip.length,
        zip,
      });
      artifacts[artifact] = filesOf(zip);
    }
    return artifacts;
  };

  return {
    secrets,
    written: () =>
      [...logs, ...kept.map((bytes) => bytes.toString()), shown(github.state())].join(),
    async play({ workflow, event, payload, sha }) {
      const runId = nextId();
      const artifactToken = runtimeToken(runId);
      secrets.push(artifactToken);
      const folder = join(scratch, String(runId));
      const home = join(folder, 'home');
      await mkdir(home, { recursive: true });
      const eventFile = join(folder, 'event.json');
      await writeFile(eventFile, JSON.stringify(payload));
      const run = await runWorkflow({
        act,
        folder: await shop.checkout(sha, join(folder, 'checkout')),
        scratch: folder,
        workflow,
        event,
        eventFile,
        repository: `${owner}/${name}`,
        runId,
        apiUrl: github.url,
        token,
        runtimeToken: artifactToken,
        artifactPort: await freePort(),
      });
      const artifacts = await artifactsOf(folder, runId);
      logs.push(run.text);
      kept.push(...Object.values(artifacts).flatMap((files) => Object.values(files)));
      kept.push(...(await filesBelow(join(folder, 'perfwatch-cache'))));
      await rm(folder, { recursive: true, force: true });
      return { ...run, runId, artifacts };
    },
  };
}
