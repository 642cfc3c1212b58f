/**
 * Bench files as people write them, and what a launch must tell of them, whatever the version of
 * tinybench: run with the repository's own in one test, with five majors in another.
 */
import { basename } from 'node:path';
import { expect } from 'vitest';
import type { Files, Launched } from './tinybenchSuite.ts';

export interface Program {
  readonly title: string;
  readonly files: Files;
  readonly check: (launched: Launched) => void;
}

const bench = "import { Bench } from 'tinybench';\nconst quick = { time: 20, warmupTime: 2 };\n";
const sum = '() => { let s = 0; for (let i = 0; i < 2000; i += 1) s += i; return s; }';

function isWhole({ reading }: Launched): void {
  expect(reading.failure).toBeNull();
  for (const one of reading.benchmarks) {
    if (one.state !== 'measured') continue;
    expect(one.metrics).toHaveLength(1);
    for (const { metric, sampleKind, samples, sampleCount } of one.metrics) {
      expect([metric, sampleKind]).toEqual(['time', 'call']);
      expect(samples).toEqual([...samples].sort((a, b) => a - b));
      expect(samples.length).toBe(Math.min(500, sampleCount ?? 0));
      expect(samples.length).toBeGreaterThanOrEqual(10);
      // Seconds: these calls take microseconds, so milliseconds would be far above.
      expect(samples[0]).toBeGreaterThan(1e-8);
      expect(samples[Math.floor(samples.length / 2)]).toBeLessThan(1e-3);
    }
  }
}

const measures =
  (...paths: string[]) =>
  (launched: Launched) => {
    isWhole(launched);
    expect(launched.measured).toEqual(paths.toSorted());
    expect(launched.failed).toEqual({});
  };

export const programs: readonly Program[] = [
  {
    title: 'a default export without a name',
    files: {
      'a/parse.bench.js': `${bench}export default new Bench(quick).add('one', ${sum}).add('two', ${sum});`,
    },
    check: measures('a > parse > one', 'a > parse > two'),
  },
  {
    title: 'several exports, each called by its export',
    files: {
      'x.bench.mjs': `${bench}
        export const first = new Bench(quick).add('task', ${sum});
        export const second = new Bench(quick).add('task', ${sum});
        const third = new Bench(quick).add('task', ${sum});
        export default third;`,
    },
    check: measures('x > first > task', 'x > second > task', 'x > task'),
  },
  {
    title: 'an async function',
    files: {
      'x.bench.js': `${bench}export default async function () {
        await new Promise((done) => setTimeout(done, 5));
        return { small: new Bench(quick).add('task', ${sum}), large: new Bench(quick).add('task', ${sum}) };
      }`,
      'y.bench.js': `${bench}export const createBench = async () => new Bench(quick).add('task', ${sum});`,
    },
    check: measures('x > small > task', 'x > large > task', 'y > task'),
  },
  {
    title: 'a script that runs its own bench and prints its table',
    files: {
      'x.bench.js': `${bench}const bench = new Bench(quick);
        bench.add('task', ${sum});
        if (typeof bench.warmup === 'function') await bench.warmup();
        await bench.run();
        console.table(bench.table?.() ?? bench.tasks.map(({ name }) => name));`,
    },
    check: (launched) => {
      measures('x > task')(launched);
      expect(launched.stdout).toContain('task');
    },
  },
  {
    title: 'a script that exports the bench that it runs: it runs once',
    files: {
      'x.bench.js': `${bench}export const own = new Bench(quick).add('task', ${sum});
        own.addEventListener('start', () => console.log('started'));
        await own.run();`,
    },
    check: (launched) => {
      measures('x > own > task')(launched);
      expect(launched.stdout.match(/started/g)).toHaveLength(1);
    },
  },
  {
    title: 'a script that awaits nothing, prepares first, and ends its process',
    files: {
      'x.bench.js': `${bench}async function main() {
        await new Promise((done) => setTimeout(done, 5));
        const bench = new Bench(quick).add('task', ${sum});
        await bench.run();
        process.exit();
      }
      main();`,
    },
    check: measures('x > task'),
  },
  {
    title: 'a script that ends its process while it loads',
    files: {
      'x.bench.js': `${bench}const bench = new Bench(quick).add('task', ${sum});
        await bench.run();
        process.exit(0);`,
    },
    check: measures('x > task'),
  },
  {
    title: 'a task that throws, beside one that does not',
    files: {
      'x.bench.js': `${bench}const bench = new Bench({ ...quick, throws: true });
bench.add('bad', () => {
  throw new TypeError('no such thing');
});
bench.add('good', ${sum});
export default bench;`,
    },
    check: (launched) => {
      isWhole(launched);
      expect(launched.measured).toEqual(['x > good']);
      expect(launched.failed).toEqual({
        'x > bad': 'TypeError: no such thing (x.bench.js:5:9)',
      });
    },
  },
  {
    title: 'a task that rejects',
    files: {
      'x.bench.js': `${bench}export default new Bench(quick).add('bad', async () => { throw new Error('gone'); });`,
    },
    check: ({ failed, reading }) => {
      expect(reading.failure).toBeNull();
      expect(failed['x > bad']).toMatch(/^Error: gone \(x\.bench\.js:3:\d+\)$/);
    },
  },
  {
    title: 'a file that throws, which leaves others alone',
    files: {
      'bad.bench.js': `${bench}\nJSON.parse('{');`,
      'good.bench.js': `${bench}export default new Bench(quick).add('task', ${sum});`,
    },
    check: ({ reading, measured }) => {
      expect(reading.failure).toMatch(
        /^bad\.bench\.js: SyntaxError: .*JSON.* \(bad\.bench\.js:4:6\)\.$/,
      );
      expect(measured).toEqual(['good > task']);
    },
  },
  {
    title: 'TypeScript: types, enums, and imports without or with .js',
    files: {
      'x.bench.ts': `import { Bench, type Task } from 'tinybench';
import type { Nothing } from './nowhere.ts';
import { Size, work } from './lib';
import { more } from './more.js';
interface Input { readonly size: number }
const input = { size: Size.Small } satisfies Input;
export const typed: Bench = new Bench({ time: 20 });
typed.add('task', (): number => work(input as Input) + more<number>(1));
export const throughput: Record<string, { bytes: number }> = { task: { bytes: 8 } };
export type Unused = Task | Nothing;`,
      'lib.ts': "export enum Size { Small = 2000 }\nexport { work } from './deep';\n",
      'deep/index.ts':
        'export function work({ size }: { size: number }): number { let s = 0; for (let i = 0; i < size; i += 1) s += i; return s; }',
      'more.ts': 'export const more = <T,>(value: T): T => value;',
    },
    check: (launched) => {
      measures('x > typed > task')(launched);
      expect(launched.reading.benchmarks).toMatchObject([{ work: { bytes: 8 } }]);
    },
  },
  {
    title: 'tasks, and tells where they are added',
    files: {
      'a.bench.ts': [
        "import { Bench } from 'tinybench';",
        "import { addMore } from './more.ts';",
        'interface Task {',
        '  readonly name: string;',
        '}',
        'const bench = new Bench({ time: 20 });',
        `const work = ${sum};`,
        'bench',
        "  .add('one', work)",
        "  .add('two', work);",
        "for (const { name } of [{ name: 'three' }] satisfies Task[]) bench.add(name, work);",
        "addMore(bench, 'four', work);",
        'export default bench;',
      ].join('\n'),
      'more.ts':
        "import type { Bench } from 'tinybench';\nexport const addMore = (bench: Bench, name: string, work: () => number) =>\n  bench.add(name, work);\n",
      // What runs has other lines: those of the enum are several in JavaScript.
      'b.bench.ts': `enum Size { Small, Large }\n\n${bench}export default new Bench(quick)\n\n\n.add('lost', ${sum});\n${'// more\n'.repeat(9)}`,
    },
    check: (launched) => {
      isWhole(launched);
      const places = launched.reading.benchmarks.map(({ path, source }) => [
        path.at(-1),
        source && `${basename(source.file)}:${source.line}`,
      ]);
      expect(Object.fromEntries(places)).toEqual({
        one: 'a.bench.ts:9',
        two: 'a.bench.ts:10',
        three: 'a.bench.ts:11',
        four: 'more.ts:3',
        lost: undefined,
      });
    },
  },
  {
    title: 'TypeScript in packages without "type"',
    files: {
      'package.json': '{}',
      'module.bench.ts': `${bench}export default new Bench(quick).add('task', ${sum}) satisfies Bench;`,
      'common.bench.cts': `const { Bench } = require('tinybench');
const { size } = require('./size');
const own = new Bench({ time: 20 as number });
own.add('task', () => { let s: number = 0; for (let i = 0; i < size; i += 1) s += i; return s; });
module.exports = { own };`,
      'size.ts': 'const size: number = 2000;\nexports.size = size;',
    },
    check: measures('module > task', 'common > own > task'),
  },
  {
    title: 'CommonJS that requires tinybench',
    files: {
      'package.json': '{}',
      'x.bench.js': `const { Bench } = require('tinybench');
        const bench = new Bench({ time: 20 }).add('task', ${sum});
        module.exports = { bench, throughput: { task: { elements: 2000 } } };`,
      'main.bench.cjs': `const { Bench } = require('tinybench');
        (async () => {
          await null;
          const bench = new Bench({ time: 20 });
          bench.add('task', ${sum});
          await bench.run();
        })();`,
    },
    check: (launched) => {
      measures('x > bench > task', 'main > task')(launched);
      const found = launched.reading.benchmarks.find(({ path }) => path[0] === 'x');
      expect(found).toMatchObject({ work: { elements: 2000 } });
    },
  },
  {
    title: 'a bench that is warmed up, once, with the time of one launch',
    files: {
      'x.bench.js': `import { Bench } from 'tinybench';
        const bench = new Bench({ time: 300, iterations: 20, warmupTime: 600, warmupIterations: 5 });
        bench.add('task', ${sum});
        bench.addEventListener('warmup', () => console.log('warms up'));
        bench.addEventListener('start', () => {
          const { time, iterations, warmupTime, warmupIterations } = bench.opts ?? bench;
          console.log(JSON.stringify([time, iterations, warmupTime, warmupIterations]));
        });
        export default bench;`,
    },
    check: (launched) => {
      measures('x > task')(launched);
      expect(launched.stdout.trim().split('\n')).toEqual(['warms up', '[30,10,60,1]']);
    },
  },
  {
    title: 'calls that overlap',
    files: {
      'x.bench.js': `import { Bench } from 'tinybench';
        const bench = new Bench({ time: 0, iterations: 40, warmup: false });
        bench.concurrency = 'task';
        bench.threshold = 2;
        bench.add('task', async () => { await new Promise((done) => setTimeout(done, 1)); });
        export default bench;`,
    },
    check: ({ reading, measured }) => {
      expect(measured).toEqual(['x > task']);
      expect(reading.notices.join()).toContain('overlap');
    },
  },
];
