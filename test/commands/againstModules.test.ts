/** Configurations of a base that are modules, loaded by a real Node: the test runner has its own loader. */
import { symlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { type BuiltPackage, buildPackage } from '../support/package.ts';
import { repository } from '../support/repository.ts';

let built: BuiltPackage;

beforeAll(async () => {
  built = await buildPackage();
});

afterAll(() => built.remove());

const suiteText = `{ harness: 'command', runs: 1, warmupRuns: 0, commands: { work: ['/bin/sh', 'work.sh'] }, env: { SIDE: side } }`;
const files = { '.gitignore': 'node_modules\n', 'work.sh': 'echo "$SIDE $PWD" >>"$NOTES"\n' };

/** Two commits of a configuration that is a module; where each of its launches ran. */
async function launchesWith(text: (side: string) => string, lockFiles: readonly string[] = []) {
  const made = await repository({ suites: {} }, files);
  made.git('rm', '--quiet', 'perfwatch.config.json');
  for (const [index, side] of ['base', 'candidate'].entries()) {
    const lock = lockFiles[index];
    made.commit({
      'perfwatch.config.ts': text(side),
      ...(lock !== undefined && { 'package-lock.json': lock }),
    });
  }
  made.write('node_modules/.keep', '');
  symlinkSync(built.folder, made.path('node_modules/perfwatch'), 'junction');
  const argv = ['run', '--quiet', '--against', 'HEAD~1', '--launches', '2'];
  const { exitCode, err } = await built.start(argv, { cwd: made.folder, env: made.env }).ended;
  expect({ exitCode, err }).toEqual({ exitCode: exitCodes.ok, err: '' });
  return { made, notes: made.notes() };
}

describe('the configuration of a base', () => {
  it('may import packages that are installed', async () => {
    const { made, notes } = await launchesWith(
      (side) => `import { defineConfig } from 'perfwatch';
const side: string = '${side}';
export default defineConfig({ suites: { cli: ${suiteText} } });`,
    );
    expect(made.report().suites[0]?.notices.join()).not.toContain('configuration');
    expect(notes.filter((line) => line === `candidate ${made.folder}`)).toHaveLength(2);
    expect(notes.filter((line) => /^base .*\/base$/.test(line))).toHaveLength(2);
  });

  it('is not read where it imports what the base has in another version, which is told', async () => {
    const { made, notes } = await launchesWith(
      (side) => `import { defineConfig } from 'perfwatch';
const side = '${side}';
export default defineConfig({ suites: { cli: { ...${suiteText}, install: '/bin/true' } } });`,
      ['{ "one": 1 }', '{ "two": 2 }'],
    );
    expect(made.report().suites[0]?.notices.join()).toContain(
      'The configuration of the base could not be read',
    );
    expect(notes.filter((line) => /^candidate .*\/base$/.test(line))).toHaveLength(2);
  });

  it('may name its folder by an absolute path: it is that of its own side', async () => {
    const { made, notes } = await launchesWith(
      (side) => `import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
const side = '${side}';
const suite = ${suiteText};
const folder = dirname(fileURLToPath(import.meta.url));
export default { suites: { cli: { ...suite, folder } } };`,
    );
    expect(notes.filter((line) => line === `candidate ${made.folder}`)).toHaveLength(2);
    expect(notes.filter((line) => /^base .*\/base$/.test(line))).toHaveLength(2);
  });
});
