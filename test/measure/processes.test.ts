import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ProcessRequest, runProcess, shortenLogs } from '../../src/measure/processes.ts';
import { temporaryFolder } from '../support/project.ts';
import { isAlive, until } from '../support/waiting.ts';

const io = { platform: process.platform, monotonicSeconds: () => performance.now() / 1000 };

const node = (script: string, ...rest: string[]): [string, ...string[]] => [
  process.execPath,
  '-e',
  script,
  ...rest,
];

function request(argv: readonly [string, ...string[]], more: Partial<ProcessRequest> = {}) {
  const folder = temporaryFolder('processes');
  return {
    argv,
    cwd: folder,
    env: process.env,
    timeoutSeconds: 60,
    logFolder: join(folder, 'log'),
    interrupt: new AbortController().signal,
    io,
    ...more,
  };
}

describe('how a process ended', () => {
  it('is its exit code, with what it printed', async () => {
    const outcome = await runProcess(
      request(node('console.log("out"); console.error("err"); process.exit(7)')),
    );
    expect(outcome).toMatchObject({
      exitCode: 7,
      ending: 'exited',
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  it('is no exit code when a signal ended it', async () => {
    const outcome = await runProcess(request(node('process.kill(process.pid, "SIGKILL")')));
    expect(outcome).toMatchObject({ exitCode: null, ending: 'exited' });
  });

  it('is that it never started, when there is no such program', async () => {
    const outcome = await runProcess(request(['/nowhere/program']));
    expect(outcome).toMatchObject({ exitCode: null, ending: 'not-started' });
    expect(outcome.stderr).toContain('/nowhere/program');
  });

  it.skipIf(process.platform === 'win32')(
    'is that it never started, when it is no program',
    async () => {
      const file = join(temporaryFolder(), 'text');
      writeFileSync(file, 'text', { mode: 0o644 });
      const outcome = await runProcess(request([file]));
      expect(outcome).toMatchObject({ exitCode: null, ending: 'not-started' });
      expect(outcome.stderr).toContain('EACCES');
    },
  );

  it('is that it never started, when its folder is missing', async () => {
    const outcome = await runProcess(request(node(''), { cwd: '/nowhere' }));
    expect(outcome).toMatchObject({ exitCode: null, ending: 'not-started' });
  });

  it('is the interrupt, when there was one before it started', async () => {
    const outcome = await runProcess(request(node(''), { interrupt: AbortSignal.abort('SIGINT') }));
    expect(outcome).toMatchObject({ exitCode: null, ending: 'interrupted', stdout: '' });
  });
});

it('gives the process the environment it is told, and nothing else', async () => {
  const outcome = await runProcess(
    request(node('console.log(JSON.stringify(process.env))'), {
      env: { ONE: '1', NONE: undefined },
      wholeOutput: true,
    }),
  );
  const seen: unknown = JSON.parse(outcome.stdout);
  expect(seen).toHaveProperty('ONE', '1');
  expect(seen).not.toHaveProperty('NONE');
  expect(seen).not.toHaveProperty('HOME');
});

it('takes arguments as they are: there is no shell', async () => {
  const hostile = '$(touch x) `y` "z" \'a\' ; & | * ~ %PATH%';
  const outcome = await runProcess(request(node('console.log(process.argv[1])', hostile)));
  expect(outcome.stdout).toBe(`${hostile}\n`);
});

/** Ends with the interrupt or time limit; says where its children are by files in its folder. */
const hanging = `
  const { spawn } = require('node:child_process');
  const { writeFileSync } = require('node:fs');
  const idle = ['-e', 'process.on("SIGINT", () => {}); setInterval(() => {}, 1000)'];
  const child = spawn(process.execPath, idle, { stdio: 'ignore' });
  // A session of its own: no signal to the group reaches it.
  const loner = spawn(process.execPath, idle, { stdio: 'ignore', detached: true });
  process.on('SIGINT', () => process.exit(9));
  setInterval(() => {}, 1000);
  writeFileSync('pids', [process.pid, child.pid, loner.pid].join(' '));
`;

function pidsOf(folder: string): number[] {
  const text = existsSync(join(folder, 'pids')) ? readFileSync(join(folder, 'pids'), 'utf8') : '';
  return text.split(' ').map(Number).filter(Boolean);
}

describe.skipIf(process.platform === 'win32')('a process that hangs', () => {
  it('is ended by the time limit with its children, also one that left its group', async () => {
    // Long enough to have written its file on a busy machine; nothing is asserted about time.
    const asked = request(node(hanging), { timeoutSeconds: 3 });
    const outcome = await runProcess(asked);
    expect(outcome.ending).toBe('timed-out');
    const pids = pidsOf(asked.cwd);
    expect(pids).toHaveLength(3);
    await until(() => !pids.some(isAlive));
  });

  it('is ended by an interrupt with its children, after it could write what it has', async () => {
    const controller = new AbortController();
    const asked = request(node(hanging), { interrupt: controller.signal });
    const running = runProcess(asked);
    await until(() => pidsOf(asked.cwd).length === 3);
    controller.abort('SIGINT');
    const outcome = await running;
    expect(outcome).toMatchObject({ ending: 'interrupted', exitCode: 9 });
    await until(() => !pidsOf(asked.cwd).some(isAlive));
  });

  it('that ignores the request to stop is killed', async () => {
    const script = 'process.on("SIGINT", () => {}); console.log(1); setInterval(() => {}, 1000)';
    const outcome = await runProcess(request(node(script), { timeoutSeconds: 1 }));
    expect(outcome).toMatchObject({ ending: 'timed-out', exitCode: null });
  });
});

it.skipIf(process.platform === 'win32')(
  'leaves no child behind when a program ends and forgets one',
  async () => {
    const script = `
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
      child.unref();
      require('node:fs').writeFileSync('pids', String(child.pid));
    `;
    const asked = request(node(script));
    const outcome = await runProcess(asked);
    expect(outcome).toMatchObject({ ending: 'exited', exitCode: 0 });
    const [pid] = pidsOf(asked.cwd);
    expect(pid).toBeGreaterThan(0);
    await until(() => !pidsOf(asked.cwd).some(isAlive));
  },
);

describe('a program that prints megabytes', () => {
  const script = `
    const line = 'x'.repeat(1023) + '\\n';
    for (let i = 0; i < 8 * 1024; i++) require('node:fs').writeSync(1, line);
    console.log('the end');
  `;

  it('is returned by its tail, and its log is shortened with a word about it', async () => {
    const asked = request(node(script));
    const outcome = await runProcess(asked);
    expect(outcome.stdout.length).toBeLessThanOrEqual(16 * 1024);
    expect(outcome.stdout).toMatch(/the end\n$/);
    const log = join(asked.logFolder, 'stdout.log');
    expect(statSync(log).size).toBe(8 * 1024 * 1024 + 8);
    await shortenLogs(asked.logFolder);
    const text = readFileSync(log, 'utf8');
    expect(text.length).toBeLessThan(257 * 1024);
    expect(text).toMatch(/^\[perfwatch kept the last 262144 of 8388616 bytes\]\n/);
    expect(text).toMatch(/the end\n$/);
  });

  it('is returned whole to whoever asks', async () => {
    const outcome = await runProcess(request(node(script), { wholeOutput: true }));
    expect(outcome.stdout.length).toBe(8 * 1024 * 1024 + 8);
  });
});

it('leaves short logs and missing ones as they are', async () => {
  const asked = request(node('console.log("short")'));
  await runProcess(asked);
  await shortenLogs(asked.logFolder);
  await shortenLogs(join(asked.logFolder, 'none'));
  expect(readFileSync(join(asked.logFolder, 'stdout.log'), 'utf8')).toBe('short\n');
});
