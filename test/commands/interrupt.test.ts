/** Ctrl-C and CI services that end a job, at every stage, on a real process with real children. */
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportSchema } from '../../src/model/report.ts';
import { type BuiltPackage, buildPackage, type RunningCommand } from '../support/package.ts';
import { commandSuite, nodeCommand, type Project, project } from '../support/project.ts';
import { isAlive, until } from '../support/waiting.ts';

let built: BuiltPackage;

beforeAll(async () => {
  built = await buildPackage();
});

afterAll(() => built.remove());

/** Writes its process id into a file once it runs, then waits for ever. */
const waiting = (file: string) =>
  nodeCommand(`
    const { renameSync, writeFileSync } = require('node:fs');
    writeFileSync('${file}.new', String(process.pid));
    renameSync('${file}.new', '${file}');
    setInterval(() => {}, 1000);
  `);

/** The first launch ends at once; from the second one on it waits. */
const waitingLater = nodeCommand(`
  const { existsSync, renameSync, writeFileSync } = require('node:fs');
  if (existsSync('first')) {
    writeFileSync('pid.new', String(process.pid));
    renameSync('pid.new', 'pid');
    setInterval(() => {}, 1000);
  } else writeFileSync('first', '');
`);

/** Starts a run, waits until `file` is there, and interrupts it. */
async function interrupted(
  made: Project,
  file: string,
  signal: NodeJS.Signals,
  argv: readonly string[] = [],
) {
  const running: RunningCommand = built.start(['run', ...argv], { cwd: made.folder });
  await until(() => existsSync(made.path(file)) || running.process.exitCode !== null);
  running.process.kill(signal);
  return running.ended;
}

/** Nothing that a run needs only while it runs is left. */
function expectTidy(made: Project): void {
  expect(made.list('.perfwatch').filter((file) => /lock|staging/.test(file))).toEqual([]);
}

const signals = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;

describe.skipIf(process.platform === 'win32')('an interrupt', () => {
  it.each(signals)('by %s during a launch: what was measured is kept; %d', async (signal, code) => {
    const made = project({
      suites: {
        fast: commandSuite({ work: nodeCommand('0') }, { launches: 3 }),
        slow: commandSuite({ work: waitingLater }, { launches: 3 }),
      },
    });
    const { exitCode, out } = await interrupted(made, 'pid', signal, ['--json']);
    expect(exitCode).toBe(code);
    const run = made.run();
    expect(run.state).toBe('interrupted');
    expect(run.suites).toMatchObject([
      {
        suite: 'fast',
        state: 'incomplete',
        message: 'It was interrupted after 2 of 3 launches.',
        benchmarks: [{ state: 'measured' }],
      },
      {
        suite: 'slow',
        state: 'incomplete',
        message: 'It was interrupted.',
        launches: [{ state: 'complete' }, { state: 'incomplete' }],
        benchmarks: [{ state: 'measured' }],
      },
    ]);
    expect(reportSchema.parse(JSON.parse(out))).toMatchObject({
      outcome: 'failed',
      run: { state: 'interrupted' },
    });
    await until(() => !isAlive(Number(made.read('pid'))));
    expectTidy(made);
  });

  it.each(signals.slice(0, 2))(
    'by %s while preparing: the last results are kept; %d',
    async (signal, code) => {
      const made = project({ suites: { cli: commandSuite({ work: nodeCommand('0') }) } });
      await made.perfwatch(['run']);
      const before = made.read('.perfwatch/run.json');
      const suite = commandSuite({ work: nodeCommand('0') }, { prepare: waiting('pid') });
      made.write('perfwatch.config.json', JSON.stringify({ suites: { cli: suite } }));
      const { exitCode, out, err } = await interrupted(made, 'pid', signal);
      expect(exitCode).toBe(code);
      expect(out).toBe('');
      expect(err).toContain('interrupted before anything was measured');
      expect(made.read('.perfwatch/run.json')).toBe(before);
      await until(() => !isAlive(Number(made.read('pid'))));
      expectTidy(made);
    },
  );

  it('in the first launch, with nothing measured: the last results are kept', async () => {
    const made = project({ suites: { cli: commandSuite({ work: nodeCommand('0') }) } });
    await made.perfwatch(['run']);
    const before = made.read('.perfwatch/run.json');
    const suite = commandSuite({ work: waiting('pid') });
    made.write('perfwatch.config.json', JSON.stringify({ suites: { cli: suite } }));
    const { exitCode } = await interrupted(made, 'pid', 'SIGINT');
    expect(exitCode).toBe(130);
    expect(made.read('.perfwatch/run.json')).toBe(before);
    expectTidy(made);
  });

  it('leaves nobody behind, also not who left the group of processes', async () => {
    const child = JSON.stringify(waiting('grandchild').slice(1));
    const made = project({
      suites: {
        cli: commandSuite({
          work: nodeCommand(`
            const { spawn } = require('node:child_process');
            spawn(process.execPath, ${child}, { detached: true, stdio: 'ignore' });
            setInterval(() => {}, 1000);
          `),
        }),
      },
    });
    const { exitCode } = await interrupted(made, 'grandchild', 'SIGINT');
    expect(exitCode).toBe(130);
    const pid = Number(made.read('grandchild'));
    await until(() => !isAlive(pid));
    expectTidy(made);
  });
});

/** As above, but in this process, where the moment can be chosen. */
describe('an interrupt', () => {
  it('between launches: what was measured is kept', async () => {
    const { perfwatch, run, list } = project({
      suites: { cli: commandSuite({ work: nodeCommand('0') }, { launches: 4 }) },
    });
    const result = await perfwatch(['run'], {}, (io) =>
      // Told before the launch; the loop looks once more before it starts the next one.
      io.onError((text) => text.includes('launch 3 of 4') && io.interrupt('SIGTERM')),
    );
    expect(result.exitCode).toBe(143);
    expect(run().state).toBe('interrupted');
    expect(run().suites[0]?.benchmarks[0]?.measurements[0]?.launches).toHaveLength(2);
    expect(list('.perfwatch')).not.toContain('lock');
  });

  it('while saving: all is there, and the exit code tells of it', async () => {
    const { perfwatch, run, report, list } = project({
      suites: { cli: commandSuite({ work: nodeCommand('0') }) },
    });
    const result = await perfwatch(['run'], { isTerminal: true }, (io) =>
      // The living line is wiped when the last launch has been read; what follows is saving.
      io.onError((text) => text === '\r\u001B[K' && setImmediate(() => io.interrupt('SIGINT'))),
    );
    expect(result.exitCode).toBe(130);
    expect(run()).toMatchObject({ state: 'complete', suites: [{ state: 'measured' }] });
    expect(report().outcome).toBe('no-baseline');
    expect(list('.perfwatch').filter((file) => /lock|staging/.test(file))).toEqual([]);
  });

  it('is not listened to any longer than needed', async () => {
    const { perfwatch } = project({ suites: { cli: commandSuite({ work: nodeCommand('0') }) } });
    let listening = true;
    await perfwatch(['run'], {}, (io) =>
      io.onError((text) => {
        if (text.startsWith('Report')) setTimeout(() => (listening = io.isListening()), 200);
      }),
    );
    await until(() => !listening);
  });

  it('of the doctor ends with 130 as well', async () => {
    const { perfwatch } = project({
      suites: { cli: commandSuite({ a: nodeCommand('0') }, { prepare: waiting('pid') }) },
    });
    const result = await perfwatch(['doctor'], {}, (io) => {
      const timer = setInterval(() => {
        if (!existsSync(`${io.cwd}/pid`)) return;
        clearInterval(timer);
        io.interrupt('SIGINT');
      }, 20);
    });
    expect(result.exitCode).toBe(130);
  });
});

describe.skipIf(process.platform === 'win32')('two runs at once', () => {
  it('the second one names the first and measures nothing; later it may', async () => {
    const made = project({ suites: { cli: commandSuite({ work: waiting('pid') }) } });
    const first = built.start(['run'], { cwd: made.folder });
    await until(() => existsSync(made.path('pid')));
    const second = await built.start(['run'], { cwd: made.folder }).ended;
    expect(second).toMatchObject({ exitCode: 2, out: '' });
    expect(second.err).toMatch(
      new RegExp(`^perfwatch: Another perfwatch \\(process ${first.process.pid}\\) is measuring`),
    );
    expect(readFileSync(made.path('.perfwatch/lock'), 'utf8')).toBe(`${first.process.pid}\n`);
    first.process.kill('SIGINT');
    expect((await first.ended).exitCode).toBe(130);
    made.write(
      'perfwatch.config.json',
      JSON.stringify({
        suites: { cli: commandSuite({ work: nodeCommand('0') }) },
      }),
    );
    expect((await built.start(['run'], { cwd: made.folder }).ended).exitCode).toBe(0);
  });

  it('the lock and the staging folder of one that was killed are taken over', async () => {
    const made = project({ suites: { cli: commandSuite({ work: waiting('pid') }) } });
    const killed = built.start(['run'], { cwd: made.folder });
    await until(() => existsSync(made.path('pid')));
    killed.process.kill('SIGKILL');
    await killed.ended;
    process.kill(Number(made.read('pid')), 'SIGKILL');
    expect(made.exists('.perfwatch/lock')).toBe(true);
    expect(made.exists('.perfwatch/.perfwatch-staging')).toBe(true);
    made.write(
      'perfwatch.config.json',
      JSON.stringify({
        suites: { cli: commandSuite({ work: nodeCommand('0') }) },
      }),
    );
    const next = await built.start(['run'], { cwd: made.folder }).ended;
    expect(next).toMatchObject({ exitCode: 0 });
    expectTidy(made);
  });
});
