/** Names of benchmarks that want to break something, from the program to the baseline and back. */
import { beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { benchmarkId } from '../../src/model/identity.ts';
import { reporterNames } from '../../src/reporters/names.ts';
import {
  commandSuite,
  linkTinybench,
  nodeCommand,
  type Project,
  project,
} from '../support/project.ts';

const names = [
  'a/b',
  '../../etc/passwd',
  'pipe | table',
  '"double" \'single\' `back`',
  'line\nbreak\r\nand more',
  'emoji 😀 👩‍🚀',
  '\u001B[31mred\u001B[0m \u001B]0;title\u0007 \u001B[2J',
  '\u202Ereversed\u202C',
  '\u0000 null',
  '\uD800 half',
  '<img src=x onerror=alert(1)> @everyone [link](javascript:x) #1',
  '::error::injected\n::set-output name=a::b',
  '--option=$(touch x)',
  'x'.repeat(5000),
  `%s %d {} \${x}`,
  'constructor',
  'CON',
  ' ',
];

const idOf = (name: string) => benchmarkId({ suite: 'cli', path: [name], params: {} });

/** What reaches a terminal or a log may hold no control character but the line break. */
const unsafe = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uD800-\uDFFF]/u;

describe('names of commands', () => {
  const commands = Object.fromEntries(names.map((name) => [name, ['/bin/true']]));

  it('come through a run, its reports and a baseline as they are', async () => {
    const { perfwatch, run, report, baseline, read, list } = project({
      suites: { cli: commandSuite(commands) },
    });
    const first = await perfwatch(['run', '--details']);
    expect(first.exitCode).toBe(exitCodes.ok);
    const ids = names.map(idOf).sort();
    expect(new Set(ids).size).toBe(names.length);
    const measured = run().suites[0]?.benchmarks ?? [];
    expect(measured.map(({ id }) => id).sort()).toEqual(ids);
    // The names themselves, not only their escaped form, but for what no Unicode text can hold.
    const path = measured.map((benchmark) => benchmark.path[0]);
    for (const name of names) expect(path).toContain(name);

    const updated = await perfwatch(['baseline', 'update']);
    expect(updated.exitCode).toBe(exitCodes.ok);
    expect(baseline('main').entries[0]?.benchmarks.map(({ id }) => id)).toEqual(ids);
    // One line a benchmark, whatever is in its name.
    const lines = read('baselines/main.json').split('\n');
    expect(lines.filter((line) => /^ {8}\{"id":/.test(line))).toHaveLength(names.length);

    const second = await perfwatch(['run', '--details']);
    expect(second.exitCode).toBe(exitCodes.ok);
    const compared = new Set(report().comparisons.map(({ id }) => id));
    expect([...compared].sort()).toEqual(ids);
    expect(report().counts).toMatchObject({ added: 0, missing: 0, failed: 0 });

    const shown = await perfwatch(['baseline', 'show']);
    for (const { out, err } of [first, updated, second, shown]) {
      expect(out).not.toMatch(unsafe);
      expect(err).not.toMatch(unsafe);
    }
    for (const line of second.out.split('\n')) expect(line.length).toBeLessThan(500);
    const top = list('.').filter((file) => !file.includes('/'));
    expect(top).toEqual(['.perfwatch', 'baselines', 'perfwatch.config.json']);
  });

  it('cannot leave their place in Markdown', async () => {
    const { perfwatch, read } = project({ suites: { cli: commandSuite(commands) } });
    await perfwatch(['run']);
    const markdown = read('.perfwatch/report.md');
    expect(markdown).not.toMatch(unsafe);
    expect(markdown).not.toMatch(/^::/m);
    // In a code span it is text; anywhere else it would be an element.
    expect(markdown.replaceAll(/`[^`\n]*`/g, '')).not.toContain('<img');
    const rows = markdown.split('\n').filter((line) => line.startsWith('|'));
    expect(rows.length).toBeGreaterThan(names.length);
    const columns = new Set(rows.map((row) => row.replaceAll('\\|', '').split('|').length));
    expect(columns.size).toBe(1);
  });

  it('are in the file of every reporter, and act on nobody', async () => {
    const { perfwatch, read } = project({ suites: { cli: commandSuite(commands) } });
    const files = reporterNames.map((name) => `${name}=reports/${name}`);
    const result = await perfwatch(['run', '--details', '--reporter', files.join(',')]);
    expect(result.exitCode).toBe(exitCodes.ok);
    for (const name of reporterNames) {
      const text = read(`reports/${name}`).replaceAll('\r\n', '\n');
      expect(text, name).not.toMatch(unsafe);
      // Nothing of this run is the better the more of it there is.
      if (!name.endsWith('-bigger')) expect(text, name).toMatch(/emoji/i);
    }
  });

  it('match a filter by their id', async () => {
    const { perfwatch, run } = project({ suites: { cli: commandSuite(commands) } });
    await perfwatch(['run', '--filter', '^cli/a\\\\/b$']);
    expect(run().suites[0]?.benchmarks.map(({ path }) => path)).toEqual([['a/b']]);
  });
});

describe('names of tinybench tasks', () => {
  let tasks: string;

  beforeAll(() => {
    tasks = names.map((name) => `bench.add(${JSON.stringify(name)}, () => {});`).join('\n');
  });

  function suite(): Project {
    const made = project(
      { suites: { node: { harness: 'tinybench', launches: 1 } } },
      {
        'package.json': '{ "type": "module" }',
        'names.bench.js': `
          import { Bench } from 'tinybench';
          export const bench = new Bench({ time: 1, iterations: 1, warmup: false });
          ${tasks}`,
      },
    );
    linkTinybench(made);
    return made;
  }

  it('come through as they are', async () => {
    const { perfwatch, run } = suite();
    const result = await perfwatch(['run', '--details']);
    const benchmarks = run().suites[0]?.benchmarks ?? [];
    const found = benchmarks.map(({ path }) => path.at(-1));
    for (const name of names) expect(found).toContain(name);
    expect(result.out).not.toMatch(unsafe);
  });
});

describe('a name that is used twice', () => {
  it('is a failure with a reason; the other benchmarks are measured', async () => {
    const made = project(
      { suites: { node: { harness: 'tinybench', launches: 1 } } },
      {
        'package.json': '{ "type": "module" }',
        'a.bench.js': `
          import { Bench } from 'tinybench';
          const options = { time: 1, iterations: 1, warmup: false };
          export const one = new Bench({ ...options, name: 'same' }).add('task', () => {}).add('other', () => {});
          export const two = new Bench({ ...options, name: 'same' }).add('task', () => {});`,
      },
    );
    linkTinybench(made);
    const result = await made.perfwatch(['run']);
    expect(result.exitCode).toBe(exitCodes.failed);
    expect(result.out).toContain('Two benchmarks of this suite have this same name');
    expect(made.run().suites[0]?.benchmarks.map(({ id, state }) => [id, state])).toEqual([
      ['node/a/same/other', 'measured'],
      ['node/a/same/task', 'failed'],
    ]);
  });
});

it('a program that prints terminal commands and fails cannot reach the terminal', async () => {
  const evil = '\\u001b]0;owned\\u0007\\u001b[2J\\u001b[31mwhy\\u202e';
  const { perfwatch, read } = project({
    suites: {
      cli: commandSuite({ crash: nodeCommand(`console.error("${evil}"); process.exit(1)`) }),
    },
  });
  const result = await perfwatch(['run']);
  expect(result.exitCode).toBe(exitCodes.failed);
  expect(result.out).toContain('why');
  expect(result.out).not.toMatch(unsafe);
  expect(read('.perfwatch/report.md')).not.toMatch(unsafe);
});
