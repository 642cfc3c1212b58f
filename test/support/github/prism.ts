/**
 * The test server behind `prism proxy`, which checks every request and every answer against GitHub's
 * own description of its API:
 *
 *     client → front → Prism → server
 *
 * The front keeps what Prism objects to. Failures are sent by the front: GitHub does not describe
 * them for each operation.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { openapiFile } from './samples.ts';
import {
  type GitHubServer,
  listening,
  locationHeader,
  numberHeader,
  pathOf,
  readAll,
  sendFailure,
  startGitHubServer,
} from './server.ts';

export interface CheckedGitHub extends GitHubServer {
  /** What broke GitHub's contract since the last reset: one line each. */
  violations(): readonly string[];
}

const prismProgram = createRequire(import.meta.url).resolve('@stoplight/prism-cli/dist/index.js');

/** Starts Prism; resolves to its address and process. */
async function startPrism(upstream: string): Promise<{ url: string; child: ChildProcess }> {
  const argv = [prismProgram, 'proxy', openapiFile, upstream, '--errors'];
  const child = spawn(process.execPath, [...argv, '--port', '0', '--host', '127.0.0.1'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => {
        // Later lines tell each request; only the beginning is of use.
        if (output.length > 100_000) return;
        output += data.toString();
        const address = /Prism is listening on (http:\/\/[\d.]+:\d+)/.exec(output)?.[1];
        if (address) resolve(address);
      });
    }
    child.once('exit', () => reject(new Error(`Prism did not start:\n${output}`)));
  });
  return { url, child };
}

/** GitHub answers errors that its description does not list, as a 404 for a deleted comment. */
const isUnlistedError = (problem: string, status: number | undefined) =>
  status !== undefined &&
  status >= 400 &&
  problem.includes('Unable to match the returned status code');

/** The server behind Prism; its `url` is the one to use. */
export async function startCheckedGitHub(): Promise<CheckedGitHub> {
  const server = await startGitHubServer();
  const { url: prismUrl, child } = await startPrism(server.url);
  const exited = once(child, 'exit');
  let violations: string[] = [];
  let count = 0;

  const front = await listening(async (request, response) => {
    const method = request.method ?? 'GET';
    const path = pathOf(request);
    const text = await readAll(request);
    const failure = server.takeFailure(method, path);
    if (failure) {
      sendFailure(response, failure);
      return;
    }
    count += 1;
    const number = String(count);
    const { host: _, connection: __, 'transfer-encoding': ___, ...headers } = request.headers;
    const answer = await fetch(`${prismUrl}${request.url}`, {
      method,
      headers: {
        ...Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, String(value)]),
        ),
        [numberHeader]: number,
      },
      ...(text !== '' && { body: text }),
    });
    const body = await answer.text();
    const problem = answer.headers.get('sl-violations') ?? '';
    const isPrisms = answer.headers.get('content-type')?.includes('problem+json') ?? false;
    const original = server.answered(number);
    if (isPrisms || problem !== '') {
      if (original && isUnlistedError(`${problem}${body}`, original.status)) {
        response.writeHead(original.status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(original.body));
        return;
      }
      violations.push(`${method} ${path}: ${problem || body}`);
    }
    const kept = ['content-type', 'link', 'retry-after'].flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    const location = answer.headers.get(locationHeader);
    response.writeHead(answer.status, {
      ...Object.fromEntries(kept),
      ...(location !== null && { location }),
    });
    response.end(body);
  });

  return {
    ...server,
    url: front.url,
    violations: () => violations,
    reset() {
      server.reset();
      violations = [];
    },
    async stop() {
      await front.stop();
      child.kill('SIGKILL');
      await exited;
      await server.stop();
    },
  };
}

/**
 * One checked GitHub for all tests of a file, empty at the start of each; a test in which GitHub's
 * contract was broken fails.
 */
export function useCheckedGitHub(): () => CheckedGitHub {
  let started: CheckedGitHub | null = null;
  const current = () => {
    if (!started) throw new Error('The server starts before the first test.');
    return started;
  };
  beforeAll(async () => {
    started = await startCheckedGitHub();
  });
  afterEach(() => {
    const broken = current().violations();
    current().reset();
    expect(broken).toEqual([]);
  });
  afterAll(async () => {
    await started?.stop();
  });
  return current;
}
