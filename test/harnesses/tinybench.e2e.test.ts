/** The harness with five majors of tinybench, installed from the registry: slow, needs a network. */
import { execFileSync } from 'node:child_process';
import { realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltHelpers, buildRunner } from './buildRunner.ts';
import { programs } from './tinybenchPrograms.ts';
import { folderOf, launchFiles } from './tinybenchSuite.ts';

const versions = ['2.1.0', '2.9.0', '3.1.1', '4.1.0', '5.1.0', '6.0.0', '6.2.3'];

let helpers: BuiltHelpers;
beforeAll(async () => {
  helpers = await buildRunner();
}, 60_000);
afterAll(() => helpers.remove());

describe.each(versions)('tinybench %s', { timeout: 60_000 }, (version) => {
  let folder = '';
  beforeAll(() => {
    folder = folderOf({ 'package.json': '{}' });
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    execFileSync(npm, ['install', '--no-audit', '--no-fund', `tinybench@${version}`], {
      cwd: folder,
      stdio: 'pipe',
    });
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  const packageFolder = () => realpathSync(join(folder, 'node_modules', 'tinybench'));

  it.each(programs)('measures $title', async ({ files, check }) => {
    check(await launchFiles(files, helpers, { packageFolder: packageFolder() }));
  });

  it('tells of a name that is given twice', async () => {
    const { reading, failed } = await launchFiles(
      {
        'x.bench.js': `import { Bench } from 'tinybench';
          const bench = new Bench({ time: 20 });
          bench.add('same', () => 1 + 1).add('same', () => 2 + 2);
          export default bench;`,
      },
      helpers,
      { packageFolder: packageFolder() },
    );
    expect(failed).toEqual({});
    expect(reading.failure ?? reading.notices.join()).toMatch(
      /"same" (already exists|was added twice)/,
    );
  });
});
