import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { timeCommand } from '../../src/harnesses/command/nodeTimer.ts';
import { command } from '../../src/harnesses/command.ts';
import type { BenchmarkReading } from '../../src/harnesses/harness.ts';
import {
  launchOnce,
  ready,
  requestOf,
  suiteOf,
  temporaryFolder,
  toolsFor,
  wordsOf,
} from './realLaunches.ts';

const node = process.execPath;

function suite(settings: unknown, changes = {}) {
  return suiteOf(temporaryFolder(), command.settings.parse(settings), changes);
}

function samplesOf(benchmark: BenchmarkReading | undefined, metric: string): readonly number[] {
  if (benchmark?.state !== 'measured') throw new Error(JSON.stringify(benchmark));
  return benchmark.metrics.find((it) => it.metric === metric)?.samples ?? [];
}

describe('settings', () => {
  it('say why a command is refused', () => {
    const parsed = command.settings.safeParse({ commands: { x: 'a | b' } });
    expect(parsed.error?.issues[0]?.message).toContain('`|` is for a shell');
    expect(command.settings.safeParse({ commands: {} }).error?.issues[0]?.message).toContain(
      'at least one',
    );
    expect(command.settings.safeParse({ commands: { x: [] } }).success).toBe(false);
    expect(command.settings.safeParse({ commands: { x: ['a'] }, shell: true }).success).toBe(false);
  });

  it('describe each key, as JSON Schema', () => {
    const { properties } = z.toJSONSchema(command.settings, { io: 'input' });
    expect(
      Object.values(properties ?? {}).every((it) => typeof it === 'object' && it.description),
    ).toBe(true);
  });
});

describe('launches', () => {
  it('share the runs, at least one each', async () => {
    const one = suite({ commands: { x: ['true'] }, runs: 7 });
    const prepared = ready(await command.prepare(one, toolsFor(one)));
    const runs = (launches: number) =>
      Array.from({ length: launches }, (_, index) => {
        const [step] = prepared.steps(requestOf({ index, launches }));
        return z.object({ runs: z.number() }).parse(JSON.parse(step?.argv.at(-1) ?? '')).runs;
      });
    expect(runs(3)).toEqual([3, 2, 2]);
    expect(runs(10)).toEqual(Array(10).fill(1));
  });

  it('run only the commands that the filter names', async () => {
    const two = suite({ commands: { 'a/b': ['true'], 'a b': ['true'], other: ['true'] } });
    const prepared = ready(await command.prepare(two, toolsFor(two)));
    expect(prepared.steps(requestOf()).map(({ name }) => name)).toEqual([
      '1-a-b',
      '2-a-b',
      '3-other',
    ]);
    expect(prepared.steps(requestOf({ filter: /suite\/other/ })).map(({ name }) => name)).toEqual([
      '3-other',
    ]);
  });

  it('run only the commands that are still of interest', async () => {
    const two = suite({ commands: { a: ['true'], 'b/c': ['true'] } });
    const only = [{ suite: 'suite', path: ['b/c'], params: {} }];
    const { reading, prepared } = await launchOnce(command, two, undefined, { only });
    expect(prepared.steps(requestOf({ only })).map(({ name }) => name)).toEqual(['2-b-c']);
    expect(Object.keys(wordsOf(reading))).toEqual(['b/c']);
    const none = await launchOnce(command, two, undefined, { only: [] });
    expect(none.reading).toEqual({ benchmarks: [], failure: null, notices: [] });
  });

  it('measure wall time, processor time and memory', async () => {
    const work = 'let s = 0; for (let i = 0; i < 1e8; i++) s += i; console.log(s)';
    const { reading, record, prepared } = await launchOnce(
      command,
      suite({
        commands: {
          sleep: [node, '-e', 'setTimeout(() => {}, 300)'],
          work: [node, '-e', work],
          memory: [node, '-e', 'Buffer.alloc(300e6, 1)'],
        },
        runs: 2,
        warmupRuns: 0,
      }),
      undefined,
      { launches: 1 },
    );
    expect(record.state).toBe('complete');
    expect(prepared.harness).toEqual({ name: 'command', version: '1 (wait4)' });
    expect(wordsOf(reading)).toEqual({
      sleep: '2 time, 2 user-time, 2 system-time, 2 memory',
      work: '2 time, 2 user-time, 2 system-time, 2 memory',
      memory: '2 time, 2 user-time, 2 system-time, 2 memory',
    });
    const [sleep, worked, memory] = reading.benchmarks;
    // Lower bounds only: how long it takes beyond them is the machine's business.
    expect(Math.min(...samplesOf(sleep, 'time'))).toBeGreaterThan(0.3);
    expect(Math.min(...samplesOf(worked, 'user-time'))).toBeGreaterThan(0.01);
    expect(samplesOf(worked, 'system-time').every((seconds) => seconds >= 0)).toBe(true);
    expect(Math.min(...samplesOf(memory, 'memory'))).toBeGreaterThan(300e6);
    expect(Math.max(...samplesOf(memory, 'memory'))).toBeLessThan(600e6);
  });

  it.runIf(process.platform === 'linux')(
    "never tell the memory of the helper as the command's",
    async () => {
      const { reading } = await launchOnce(command, suite({ commands: { tiny: 'true' } }));
      expect(wordsOf(reading)).toEqual({ tiny: '1 time, 1 user-time, 1 system-time' });
      expect(reading.notices).toEqual([
        expect.stringContaining('The peak memory of tiny is too small'),
      ]);
    },
  );

  it("do not count warm-up runs, and run in the suite's folder", async () => {
    const one = suite({
      commands: { append: [node, '-e', 'fs.appendFileSync("runs.txt", "x")'] },
      warmupRuns: 3,
      runs: 2,
    });
    const { reading } = await launchOnce(command, one, undefined, { launches: 1 });
    expect(readFileSync(join(one.folder, 'runs.txt'), 'utf8')).toBe('xxxxx');
    expect(samplesOf(reading.benchmarks[0], 'time')).toHaveLength(2);
  });

  it('give a command nothing to read, nowhere to print, and its environment as it was', async () => {
    const script = `
      const assert = require('node:assert');
      assert.equal(fs.readFileSync(0, 'utf8'), '');
      assert.equal(process.env.LC_CTYPE, undefined);
      assert.equal(process.env.OWN, 'yes');
      console.log('x'.repeat(1e6));`;
    const { reading } = await launchOnce(
      command,
      suite({ commands: { check: [node, '-e', script] } }, { env: { OWN: 'yes', LANG: 'C' } }),
    );
    expect(wordsOf(reading)).toEqual({ check: expect.stringContaining('1 time') });
  });

  it('tell which command failed and how, and measure the others', async () => {
    const one = suite({
      commands: {
        exits: [node, '-e', 'console.error("a\\nbroken pipe dream"); process.exit(3)'],
        dies: [node, '-e', 'process.kill(process.pid, "SIGKILL")'],
        later: [node, '-e', 'fs.existsSync("was") ? process.exit(9) : fs.writeFileSync("was", "")'],
        absent: 'no-such-program --fast',
        text: ['./text'],
        fine: [node, '-e', ''],
      },
    });
    writeFileSync(join(one.folder, 'text'), 'no program', { mode: 0o755 });
    const { reading } = await launchOnce(command, one);
    expect(wordsOf(reading)).toEqual({
      exits: `failed: ${node} ended with exit code 3 in run 1 of 2:\na\nbroken pipe dream`,
      dies: `failed: ${node} was ended by SIGKILL in run 1 of 2`,
      later: `failed: ${node} ended with exit code 9 in run 2 of 2`,
      absent: 'failed: no-such-program could not be started: there is no such program',
      text: 'failed: ./text could not be started: Exec format error',
      fine: expect.stringContaining('1 time'),
    });
  });

  it('keep the runs before the time limit', async () => {
    const script =
      'fs.existsSync("third") ? setInterval(() => {}, 1e6) : fs.existsSync("second") ? fs.writeFileSync("third", "") : fs.writeFileSync("second", "")';
    const { reading, record } = await launchOnce(
      command,
      suite(
        { commands: { hangs: [node, '-e', script], never: ['true'] }, warmupRuns: 1, runs: 5 },
        { timeoutSeconds: 3 },
      ),
      undefined,
      { launches: 1 },
    );
    expect(record.state).toBe('incomplete');
    expect(reading.failure).toBeNull();
    expect(wordsOf(reading)).toEqual({ hangs: '1 time, 1 user-time, 1 system-time, 1 memory' });
  });

  it('say so when the time limit leaves no whole run', async () => {
    const { reading } = await launchOnce(
      command,
      suite(
        { commands: { hangs: [node, '-e', 'setInterval(() => {}, 1e6)'] } },
        { timeoutSeconds: 1 },
      ),
    );
    expect(reading.benchmarks).toEqual([]);
    expect(reading.notices).toEqual(['hangs had no whole run when the launch was ended.']);
  });
});

describe('preparing', () => {
  it('runs the prepare command once', async () => {
    const one = suite({
      commands: { read: [node, '-e', 'fs.readFileSync("built.txt")'] },
      prepare: [node, '-e', 'fs.appendFileSync("built.txt", "x")'],
    });
    const { reading } = await launchOnce(command, one);
    expect(wordsOf(reading)).toEqual({ read: expect.stringContaining('1 time') });
    expect(readFileSync(join(one.folder, 'built.txt'), 'utf8')).toBe('x');
  });

  it('tells why the prepare command failed', async () => {
    const broken = suite({
      commands: { x: 'true' },
      prepare: [node, '-e', 'console.error("no compiler"); process.exit(2)'],
    });
    expect(await command.prepare(broken, toolsFor(broken))).toEqual({
      state: 'failed',
      message: expect.stringMatching(/ended with exit code 2:\nno compiler$/),
    });
    const absent = suite({ commands: { x: 'true' }, prepare: 'no-such-program' });
    expect(await command.prepare(absent, toolsFor(absent))).toEqual({
      state: 'failed',
      message: expect.stringContaining('could not be started'),
    });
  });

  it('refuses commands of the user’s repository where another checkout is measured', async () => {
    const user = temporaryFolder();
    const link = join(temporaryFolder(), 'link');
    symlinkSync(user, link, 'junction');
    const prepare = async (...argv: string[]) => {
      const one = suite({ commands: { fine: 'true', tool: argv } });
      return command.prepare(one, toolsFor(one, { otherSideFolder: link }));
    };
    for (const program of [join(link, 'target/tool'), join(user, 'tool')]) {
      expect(await prepare(program)).toMatchObject({
        state: 'failed',
        message: expect.stringContaining(`The command tool runs ${program}, which is a program of`),
      });
    }
    expect(ready(await prepare('./tool', `${user}-data`)).notices).toEqual([]);
    expect(ready(await prepare(node, join(user, 'tool.js'))).notices).toEqual([
      expect.stringContaining(`The command tool gets ${user}/tool.js, a file of the working tree`),
    ]);
  });

  it('measures wall time alone without Python, and says so', async () => {
    const one = suite({ commands: { x: 'true' } });
    const tools = toolsFor(one, { findProgram: async () => null });
    const prepared = ready(await command.prepare(one, tools));
    expect(prepared.harness.version).toBe('1 (node)');
    expect(prepared.notices).toEqual([expect.stringContaining('Only wall time is measured')]);
    expect(prepared.steps(requestOf())[0]?.argv[0]).toBe(node);
  });
});

describe('the Node helper', () => {
  it.each([
    {
      argv: [node, '-e', 'setTimeout(() => {}, 200)'],
      records: 3,
      last: { exitCode: 0, signal: null },
    },
    { argv: [node, '-e', 'process.exit(4)'], records: 1, last: { exitCode: 4 } },
    {
      argv: [node, '-e', 'process.kill(process.pid)'],
      records: 1,
      last: { exitCode: null, signal: 'SIGTERM' },
    },
    {
      argv: ['no-such-program'],
      records: 1,
      last: { event: 'not-started', problem: 'there is no such program' },
    },
  ])(
    'writes the same records as the Python helper: $last',
    async ({ argv: [program = '', ...rest], records, last }) => {
      const folder = temporaryFolder();
      const results = join(folder, 'results.ndjson');
      await timeCommand({
        argv: [program, ...rest],
        warmupRuns: 1,
        runs: 2,
        results,
        errors: join(folder, 'errors.txt'),
        lcCtype: null,
      });
      const lines = readFileSync(results, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(lines).toHaveLength(records);
      expect(lines.at(-1)).toMatchObject(last);
      if (records === 3) expect(lines[2].wallSeconds).toBeGreaterThan(0.2);
      expect(lines.map(({ warmup }) => warmup)).toEqual([true, false, false].slice(0, records));
    },
  );
});
