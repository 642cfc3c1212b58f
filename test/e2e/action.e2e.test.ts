/**
 * The action as GitHub has it when a workflow names this repository: its files alone, nothing installed,
 * on the Node that action.yml asks for.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
let folder: string;
let node: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'perfwatch-action-'));
  for (const name of ['action.yml', 'bin', 'dist', 'package.json']) {
    cpSync(join(root, name), join(folder, 'action', name), { recursive: true });
  }
  const tools = join(folder, 'tools');
  mkdirSync(tools);
  await execa('npm', ['install', '--no-audit', '--no-fund', '--prefix', tools, 'node@24']);
  node = join(tools, 'node_modules/node/bin/node');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('reads a TypeScript configuration and measures', async () => {
  const project = join(folder, 'project');
  mkdirSync(project);
  writeFileSync(
    join(project, 'perfwatch.config.ts'),
    `enum Launches { few = 2 }
const launches: number = Launches.few;
export default { suites: { cli: { harness: 'command', launches, runs: 1, commands: { work: ['${process.execPath}', '-e', '0'] } } } };
`,
  );
  const output = join(folder, 'output');
  writeFileSync(output, '');
  const { exitCode, all } = await execa(node, [join(folder, 'action/bin/action.js')], {
    cwd: project,
    env: { PATH: process.env.PATH, INPUT_ARTIFACT: 'none', GITHUB_OUTPUT: output },
    extendEnv: false,
    all: true,
    reject: false,
  });
  expect(exitCode, all).toBe(0);
  expect(all).toContain('1 benchmark measured');
  const { stdout: version } = await execa(node, ['--version']);
  expect(version).toMatch(/^v24\./);
});
