/** What a real process does with its streams. */

import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltPackage, buildPackage } from '../support/package.ts';
import { commandSuite, leanPath, project } from '../support/project.ts';

let built: BuiltPackage;

beforeAll(async () => {
  built = await buildPackage();
});

afterAll(() => built.remove());

/** Their report is longer than any buffer of a pipe. */
const many = Object.fromEntries(
  Array.from({ length: 4 }, (_, index) => [`${'long name '.repeat(5000)}${index}`, ['/bin/true']]),
);

/** Runs the program with its standard output elsewhere; resolves to exit code and standard error. */
function toFile(argv: readonly string[], cwd: string, stdout: number | 'pipe', closeEarly = false) {
  const child = spawn(process.execPath, [built.bin, ...argv], {
    cwd,
    env: { PATH: leanPath },
    stdio: ['ignore', stdout, 'pipe'],
  });
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  if (closeEarly) child.stdout?.destroy();
  return new Promise<{ exitCode: number | null; err: string }>((resolve) => {
    child.on('close', (exitCode) => resolve({ exitCode, err }));
  });
}

describe('a reader that goes away', () => {
  it.each([
    { what: 'a report', argv: ['report', '--json'], code: 0 },
    { what: 'help', argv: ['run', '--help'], code: 0 },
    { what: 'a run that fails', argv: ['run', '--json', '--quiet', '--strict'], code: 4 },
  ])('is no failure of $what, and does not change its exit code', async ({ argv, code }) => {
    const { perfwatch, folder } = project({ suites: { cli: commandSuite(many) } });
    await perfwatch(['run', '--quiet']);
    const result = await toFile(argv, folder, 'pipe', true);
    expect(result).toEqual({ exitCode: code, err: '' });
  });
});

describe.skipIf(!existsSync('/dev/full'))('standard output on a full disk', () => {
  it.each([['--version'], ['--help'], ['report', '--json'], ['run', '--json', '--quiet']])(
    'is a failure, and no regression: %s',
    async (...argv) => {
      const { perfwatch, folder } = project({
        suites: { cli: commandSuite({ a: ['/bin/true'] }) },
      });
      await perfwatch(['run', '--quiet']);
      const full = openSync('/dev/full', 'w');
      const result = await toFile(argv, folder, full);
      closeSync(full);
      expect(result.exitCode).toBe(3);
      expect(result.err).toMatch(
        /^perfwatch: The results could not be written to standard output: ENOSPC[^\n]+\n$/,
      );
    },
  );
});

it('a whole report comes through a pipe, however long it is', async () => {
  const { perfwatch, folder } = project({ suites: { cli: commandSuite(many) } });
  await perfwatch(['run', '--quiet']);
  const { out } = await built.start(['report', '--json'], { cwd: folder }).ended;
  expect(out.length).toBeGreaterThan(150_000);
  expect(() => JSON.parse(out)).not.toThrow();
});
