/**
 * The program that a launch runs for each bench file: `node tinybench-runner.js OPTIONS`, in the
 * suite's folder. It loads the suite's own tinybench, then the bench file, runs the benches that
 * the file exports and has not run itself, and writes each finished task to the results file.
 *
 * It is a process of its own, so it may use ambient state; it is started in every launch, so it
 * imports little.
 */
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { registerTypeScript } from '../../typescript/register.ts';
import { packageEntries } from './entries.ts';
import { benchesIn, exportedBenches } from './exported.ts';
import { benchName, type ForeignBench, isFields, taskName } from './foreign.ts';
import { Instrument } from './instrument.ts';
import { modulesWithin } from './otherSide.ts';
import type { RunnerOptions, RunnerRecord } from './records.ts';
import { describeThrown } from './thrown.ts';

const options: RunnerOptions = JSON.parse(process.argv[2] ?? '{}');
const folder = process.cwd();

/** `loading` until the exports are known, `running` what they hold, then `waiting` for the rest. */
let phase: 'loading' | 'running' | 'waiting' | 'ended' = 'loading';

function write(record: RunnerRecord): void {
  appendFileSync(options.resultsFile, `${JSON.stringify(record)}\n`);
}

function fail(message: string, place: string | null = null): void {
  if (phase === 'ended') return;
  phase = 'ended';
  write({ kind: 'error', message, place });
}

const instrument = new Instrument({ ...options, folder, write });
let tasksLeftOut = 0;

function end(): void {
  if (phase === 'ended') return;
  phase = 'ended';
  if (options.otherSideFolder !== null) {
    const files = modulesWithin(options.otherSideFolder);
    if (files.length > 0) write({ kind: 'other-side', files });
  }
  const { benches, tasks } = instrument.counts;
  write({ kind: 'end', benches, tasks: tasks + tasksLeftOut });
}

function writeExports(labels: ReadonlyMap<ForeignBench, string | null>, throughput: unknown): void {
  const named: Record<string, string> = {};
  for (const [bench, label] of labels) {
    if (label !== null) named[instrument.indexOf(bench)] = label;
  }
  try {
    write({ kind: 'exports', labels: named, throughput });
  } catch (error) {
    const { message } = describeThrown(error, folder);
    write({ kind: 'notice', text: `The export \`throughput\` cannot be read: ${message}.` });
    write({ kind: 'exports', labels: named, throughput: null });
  }
}

const ofInterest = options.only && new Set(options.only.map((names) => JSON.stringify(names)));

async function matchesFilter(names: readonly string[]): Promise<boolean> {
  if (!options.filter) return true;
  // Only here, since it brings zod, which would cost every launch some milliseconds.
  const { benchmarkId } = await import('../../model/identity.ts');
  const { suite, source, flags } = options.filter;
  const path = [...options.filePath, ...names];
  return new RegExp(source, flags).test(benchmarkId({ suite, path, params: {} }));
}

/** Takes tasks out that nobody wants, so that they cost no time. */
async function narrow(bench: ForeignBench, label: string | null): Promise<void> {
  if (typeof bench.remove !== 'function') return;
  const name = benchName(bench) ?? label;
  for (const task of bench.tasks) {
    const names = [...(name === null ? [] : [name]), taskName(task)];
    if ((ofInterest?.has(JSON.stringify(names)) ?? true) && (await matchesFilter(names))) continue;
    Reflect.apply(bench.remove, bench, [isFields(task) ? task.name : task]);
    tasksLeftOut += 1;
  }
}

async function patchTinybench(): Promise<string> {
  const manifest: unknown = JSON.parse(
    readFileSync(join(options.packageFolder, 'package.json'), 'utf8'),
  );
  for (const entry of packageEntries(options.packageFolder)) {
    const module: unknown = await import(pathToFileURL(entry).href);
    const { Bench } = isFields(module) ? module : {};
    if (typeof Bench === 'function') instrument.patch(Bench.prototype);
  }
  return isFields(manifest) ? String(manifest.version) : 'unknown';
}

async function run(): Promise<void> {
  mkdirSync(dirname(options.resultsFile), { recursive: true });
  registerTypeScript(pathToFileURL(options.hooksFile));
  const tinybench = await patchTinybench();
  write({ kind: 'header', format: 1, tinybench, node: process.versions.node });
  // The bench file sees the arguments of `node FILE`, whatever it makes of them.
  process.argv.splice(1, process.argv.length, options.file);
  const namespace: object = await import(pathToFileURL(options.file).href);
  const { labels, makers, throughput } = exportedBenches(namespace);
  const benches = new Map(labels);
  if (instrument.started === 0) {
    for (const make of makers) {
      for (const [bench, label] of benchesIn(await make(), null)) {
        if (!benches.has(bench)) benches.set(bench, label);
      }
    }
  }
  writeExports(benches, throughput);
  phase = 'running';
  await instrument.settled();
  for (const [bench, label] of benches) {
    if (instrument.hasStarted(bench)) continue;
    await narrow(bench, label);
    if (bench.tasks.length > 0) await instrument.run(bench);
  }
  phase = 'waiting';
  // Whoever exports benches is done with them. Else the file may still be about to run its own.
  if (benches.size === 0) return;
  end();
  process.exit(0);
}

process.on('uncaughtExceptionMonitor', (error: unknown) => {
  const { message, place } = describeThrown(error, folder);
  fail(message, place);
});

// Nothing is left to do: either all is done, or something waits for what will never happen.
process.on('beforeExit', () => {
  if (phase === 'loading') {
    fail('it never finished loading: a promise that it awaits is never settled');
  } else if (instrument.isRunning) {
    fail('a run never ended: a task awaits a promise that is never settled');
  } else {
    end();
  }
});

// A file that ran its own benches to their end may end the process as it likes.
process.on('exit', (code) => {
  const ranItsOwn = phase !== 'running' && instrument.started > 0 && !instrument.isRunning;
  if (code !== 0 || !ranItsOwn) return;
  if (phase === 'loading') writeExports(new Map(), null);
  end();
});

run().catch((error: unknown) => {
  const { message, place } = describeThrown(error, folder);
  fail(message, place);
  // Thrown once more for Node to print: it alone knows the line of a syntax error.
  process.nextTick(() => {
    throw error;
  });
});
