/** The published types, as a strict project of one's own sees them: of the packed package, without its sources. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const compiler = join(root, 'node_modules/typescript/bin/tsc');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perfwatch-types-'));
  const packed = join(folder, 'node_modules/perfwatch');
  await mkdir(packed, { recursive: true });
  const { stdout } = await execa(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
    { cwd: root },
  );
  const filename = /"filename":\s*"([^"]+)"/.exec(stdout)?.[1] ?? '';
  await execa('tar', ['-xzf', join(folder, filename), '-C', packed, '--strip-components', '1']);
  await writeFile(join(folder, 'package.json'), '{"private":true,"type":"module"}');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const resolutions = {
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
};

/** What the compiler has to say about a file of a project that is as strict as it gets; nothing, if all is well. */
async function complaints(text: string, options: object): Promise<string> {
  await writeFile(join(folder, 'main.ts'), text);
  const compilerOptions = {
    target: 'es2023',
    lib: ['es2023'],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    skipLibCheck: false,
    noEmit: true,
    ...options,
  };
  const files = ['main.ts'];
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  const { stdout } = await execa('node', [compiler, '--project', folder], { reject: false });
  return stdout;
}

const uses = `
import {
  type BenchmarkOverride,
  type BenchmarkResult,
  type CompareOptions,
  type Comparison,
  type ConfigurationInput,
  compareRuns,
  defineConfig,
  defineHarness,
  defineReporter,
  type ErrorCode,
  type Harness,
  type Measurement,
  type MetricName,
  PerfwatchError,
  type RenderOptions,
  type Report,
  type Reporter,
  type ReporterName,
  type Run,
  readReport,
  readRun,
  render,
  type SuiteResult,
  type Verdict,
} from 'perfwatch';

const configuration: ConfigurationInput = defineConfig({
  threshold: '5%',
  suites: {
    cli: { harness: 'command', commands: { version: ['node', '--version'] } },
    dice: { harness: './ci/dice.ts', sides: 6, env: { A: '1' } },
  },
  reporters: { list: '../ci/list.ts' },
});
export default configuration;

export const reporterOfMine: Reporter = defineReporter({
  render: ({ comparisons }, { columns, color, repositoryUrl }) =>
    color ? comparisons.map(({ id }) => id.padEnd(columns)).join() : (repositoryUrl ?? ''),
});
export const harnessOfMine: Harness<{ sides: number }> = defineHarness({
  name: 'dice',
  parseSettings: ({ sides }) => ({ sides: Number(sides) }),
  async prepare({ folder, settings }, { findProgram }) {
    const program = await findProgram('dice');
    if (program === null) return { state: 'missing', what: 'dice', install: 'buy some' };
    return {
      state: 'ready',
      suite: {
        harness: { name: 'dice', version: '1' },
        toolchain: {},
        notices: [],
        sources: [],
        steps: ({ index }) => [
          { name: 'throw', argv: [program, settings.sides.toFixed(index)], cwd: folder, env: {} },
        ],
        async read(_, outcomes) {
          const samples = [Number(outcomes.get('throw')?.stdout)];
          const metrics = [{ metric: 'time', sampleKind: 'call', samples }] as const;
          return {
            benchmarks: [{ state: 'measured', path: ['throw'], params: {}, metrics }],
            failure: null,
            notices: [],
          };
        },
      },
    };
  },
});
export const plainHarness: Harness = { name: 'none', prepare: async () => ({ state: 'failed', message: 'no' }) };

const run: Run = await readRun('before');
const stored: Report = await readReport('.perfwatch');
const overrides: BenchmarkOverride[] = [{ match: 'cli/**', threshold: 0.1, ignore: false }];
const options: CompareOptions = {
  threshold: 0.05,
  confidence: 0.95,
  falseAlarmRate: 0.01,
  metrics: ['time', 'memory', 'speed-index'] satisfies MetricName[],
  benchmarks: overrides,
  renames: { 'cli/old': 'cli/new' },
  anyEnvironment: true,
  allowMissing: false,
  baseTitle: 'before',
};
const report: Report = compareRuns(run, run, options);
compareRuns(run, run);

const suites: SuiteResult[] = run.suites;
const benchmarks: BenchmarkResult[] = suites.flatMap((suite) => suite.benchmarks);
const measurements: Measurement[] = benchmarks.flatMap((benchmark) => benchmark.measurements);
export const samples: number[] = measurements.flatMap(({ launches }) => launches.flatMap((launch) => launch.samples));
export const slower: number[] = report.comparisons.flatMap((one: Comparison) =>
  one.verdict === 'regressed' && one.effect !== null ? [one.effect.ratio] : [],
);
export const sha: string | undefined = run.commit?.sha;
const verdict: Verdict = 'unchanged';
export const count: number = stored.counts[verdict];
const outcomes: Record<Report['outcome'], number> = {
  regressed: 1,
  failed: 3,
  'no-baseline': 0,
  undecided: 0,
  passed: 0,
};
export const exitCode: number = outcomes[report.outcome];

const shown: RenderOptions = { columns: 80, color: true, details: true, repositoryUrl: 'https://git.example/shop' };
const reporter: ReporterName = 'markdown';
export const text: string = render(report, reporter, shown) + render(report, 'html');

export function codeOf(error: unknown): ErrorCode | null {
  return error instanceof PerfwatchError ? error.code : null;
}
`;

const misuses = `
import { type CompareOptions, compareRuns, defineConfig, defineHarness, defineReporter, PerfwatchError, type RenderOptions, readRun, render } from 'perfwatch';

const run = await readRun('before');
const report = compareRuns(run, run);

// @ts-expect-error a run is read asynchronously
compareRuns(readRun('before'), run);
// @ts-expect-error a path is no run
compareRuns('before', run);
// @ts-expect-error a report is no run
compareRuns(report, run);
// @ts-expect-error two runs are compared
compareRuns(run);
// @ts-expect-error shares are numbers here
compareRuns(run, run, { threshold: '5%' });
// @ts-expect-error there is no such option
compareRuns(run, run, { treshold: 0.05 });
// @ts-expect-error metrics have names
compareRuns(run, run, { metrics: [4] });
// @ts-expect-error a run is no report
render(run, 'markdown');
// @ts-expect-error there is no such reporter
render(report, 'pdf');
// @ts-expect-error columns are counted
render(report, 'terminal', { columns: 'wide' });
// @ts-expect-error a benchmark has no verdict of this name
report.comparisons.some(({ verdict }) => verdict === 'slower');
// @ts-expect-error there may be no effect
report.comparisons.map(({ effect }) => effect.ratio);
// @ts-expect-error there may be no commit
run.commit.sha;
// @ts-expect-error keys are a closed list
report.counts.slower;
// @ts-expect-error what a run holds is known
run.suites[0]?.speed;
// @ts-expect-error a reporter gives its text at once
defineReporter({ render: async () => '' });
// @ts-expect-error a harness has a name
defineHarness({ prepare: async () => ({ state: 'failed', message: '' }) });
// @ts-expect-error there is no such state
defineHarness({ name: 'dice', prepare: async () => ({ state: 'broken', message: '' }) });
// @ts-expect-error a harness of perfwatch's knows its keys
defineConfig({ suites: { cli: { harness: 'tinybench', sides: 6 } } });
// @ts-expect-error a harness of one's own is named by a path
defineConfig({ suites: { dice: { harness: 'dice', sides: 6 } } });
// @ts-expect-error what all suites have is known
defineConfig({ suites: { dice: { harness: './dice.ts', launches: 'many' } } });
// @ts-expect-error perfwatch alone makes its errors
new PerfwatchError('document-missing');
export const options: CompareOptions = {};
// @ts-expect-error options are not written to
options.threshold = 0.1;
export const shown: RenderOptions = {};
// @ts-expect-error options are not written to
shown.columns = 80;
`;

/** Compared both ways, so that neither knows a key or a value that the other does not. */
const same = `
import type * as published from 'perfwatch';
import type { CompareOptions } from '${root}/src/api/compareOptions.ts';
import type * as library from '${root}/src/index.ts';
import type { Report } from '${root}/src/model/report.ts';
import type { Run } from '${root}/src/model/run.ts';
import type { ReporterName } from '${root}/src/reporters/index.ts';

/**
 * Every key is there, so that one which the other side lacks is not overlooked; a text that may be any is
 * that, whatever is listed for editors to complete.
 */
type Whole<Data> = Data extends string
  ? string extends Data ? string : Data
  : Data extends object ? { -readonly [Key in keyof Data]-?: Whole<Data[Key]> } : Data;
type Same<One, Other> = [One, Other] extends [Other, One] ? true : { one: One; other: Other };
export const checks: true[] = [
  true satisfies Same<Whole<published.Run>, Whole<Run>>,
  true satisfies Same<Whole<published.Report>, Whole<Report>>,
  true satisfies Same<Whole<published.CompareOptions>, Whole<CompareOptions>>,
  true satisfies Same<published.ReporterName, ReporterName>,
  true satisfies Same<published.Harness<number>, library.Harness<number>>,
  true satisfies Same<Whole<published.LaunchReading>, Whole<library.LaunchReading>>,
  true satisfies Same<published.Tools, library.Tools>,
  true satisfies Same<published.Reporter, library.Reporter>,
  true satisfies Same<published.ReporterOptions, library.ReporterOptions>,
  true satisfies Same<keyof typeof published, keyof typeof library>,
  true satisfies Same<typeof published.render, typeof library.render>,
  true satisfies Same<Whole<published.ConfigurationInput>, Whole<library.ConfigurationInput>>,
];
`;

describe.each(Object.entries(resolutions))('with module resolution %s', (_, options) => {
  it('the types take what they should, and nothing else', async () => {
    expect(await complaints(uses, options)).toBe('');
    expect(await complaints(misuses, options)).toBe('');
  });
});

describe('the published types', () => {
  it('say what the sources do', async () => {
    const options = {
      ...resolutions.nodenext,
      allowImportingTsExtensions: true,
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
      skipLibCheck: true,
      noPropertyAccessFromIndexSignature: false,
      // Schemas let what is optional be undefined, too; in JSON it never is.
      exactOptionalPropertyTypes: false,
    };
    expect(await complaints(same, options)).toBe('');
  });

  it('fit the example in docs/api.md', async () => {
    const text = await readFile(join(root, 'docs/api.md'), 'utf8');
    const [, example = ''] = /^```js\n(.*?)^```/ms.exec(text) ?? [];
    const ambient = 'declare const process: { argv: string[]; exitCode: number };\n';
    const consoleType = 'declare const console: Record<"log" | "error", (text: string) => void>;\n';
    expect(example).toContain('compareRuns(');
    expect(await complaints(ambient + consoleType + example, resolutions.nodenext)).toBe('');
  });

  it('are plain, documented, and there once', async () => {
    const text = await readFile(join(folder, 'node_modules/perfwatch/dist/index.d.ts'), 'utf8');
    expect(text).not.toMatch(/@link|src\//);
    const code = text.replaceAll(/\/\*\*.*?\*\//gs, '');
    // Of a harness of one's own, nobody knows the keys of a suite.
    expect(code.replace('[k: string]: unknown;', '')).not.toMatch(
      /\bimport\b|zod|[:<|] *(any|unknown)\b/i,
    );
    const names = [...text.matchAll(/^export (?:declare )?\w+ (\w+)/gm)].map((match) => match[1]);
    expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
    for (const name of names) {
      expect(text, name).toMatch(new RegExp(`\\*/\nexport (declare )?\\w+ ${name}\\b`));
    }
  });
});
