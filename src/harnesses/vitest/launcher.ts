/**
 * The program of a launch: `node vitest-launcher.js OPTIONS`, in the suite's folder. It starts the
 * suite's own vitest by the interface that vitest has for programs, since not all that is needed can be
 * asked for on its command line: the samples, and an own reporter that keeps them.
 *
 * It is a process of its own, so it may use ambient state.
 */
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { collectErrors, collectFile, sayError } from './collect.ts';
import { elementsOf, type Fields, isFields, methodOf, textOf } from './foreign.ts';
import { modulesWithin } from './modules.ts';
import { askForSamples, isRewritten, runOptions } from './overrides.ts';
import type { LauncherOptions, LauncherRecord } from './records.ts';

const options: LauncherOptions = JSON.parse(process.argv[2] ?? '{}');

/** Its file descriptor, which is written to at once. */
const standardOutput = 1;

function write(record: LauncherRecord): void {
  appendFileSync(options.resultsFile ?? standardOutput, `${JSON.stringify(record)}\n`);
}

/** Keeps what is measured as soon as vitest tells of it, which may be at the end of a file only. */
class Reporter {
  #vitest: unknown = null;
  readonly #written = new Set<string>();

  onInit(vitest: unknown): void {
    this.#vitest = vitest;
    askForSamples(vitest);
  }

  /** Up to vitest 3. */
  onTaskUpdate(): void {
    this.#collect(false);
  }

  /** From vitest 3 on. */
  onTestCaseResult(): void {
    this.#collect(false);
  }

  /** Called once all is over. */
  finish(vitest: unknown): void {
    this.#vitest ??= vitest;
    this.#collect(true);
    for (const file of this.#files()) {
      const path = isFields(file) ? textOf(file.filepath) : null;
      for (const message of collectErrors(file)) write({ kind: 'error', file: path, message });
    }
    const state = isFields(this.#vitest) ? this.#vitest.state : null;
    for (const error of elementsOf(methodOf(state, 'getUnhandledErrors')?.())) {
      write({ kind: 'error', file: null, message: sayError(error) });
    }
    if (options.otherSideFolder === null) return;
    const files = modulesWithin(options.otherSideFolder, this.#vitest);
    if (files.length > 0) write({ kind: 'other-side', files });
  }

  #files(): readonly unknown[] {
    const state = isFields(this.#vitest) ? this.#vitest.state : null;
    return elementsOf(methodOf(state, 'getFiles')?.());
  }

  #collect(isOver: boolean): void {
    const config = isFields(this.#vitest) ? this.#vitest.config : null;
    const isChosen = isFields(config) && config.testNamePattern !== undefined;
    const { maxSamples } = options;
    const before = new Set(this.#written);
    for (const file of this.#files()) {
      for (const { id, record } of collectFile(file, { maxSamples, isOver, isChosen })) {
        if (before.has(id)) continue;
        this.#written.add(id);
        write(record);
      }
    }
  }
}

/** What vitest makes of the suite's own arguments; filters among them give way to those of `files`. */
function parsedArguments(parse: Fields): { filters: string[]; parsed: Fields } {
  const command = ['vitest', 'bench', ...options.vitestArguments];
  const result = methodOf(parse, 'parseCLI')?.(command);
  if (!isFields(result)) throw new Error('vitest did not take its arguments');
  const given = elementsOf(result.filter).filter((one) => typeof one === 'string');
  const filters = options.filters.length > 0 ? [...options.filters] : given;
  return { filters, parsed: isFields(result.options) ? result.options : {} };
}

function fileOf(specification: unknown): string[] {
  const { moduleId, 1: path } = isFields(specification) ? specification : {};
  const file = moduleId ?? path;
  return typeof file === 'string' ? [file] : [];
}

async function list(vitest: unknown, filters: readonly string[]): Promise<void> {
  const find =
    methodOf(vitest, 'globTestSpecifications') ??
    methodOf(vitest, 'globTestSpecs') ??
    methodOf(vitest, 'globTestFiles');
  const files = elementsOf(await find?.([...filters])).flatMap(fileOf);
  write({ kind: 'files', files: [...new Set(files)].sort() });
  await methodOf(vitest, 'close')?.();
}

async function run(): Promise<void> {
  const { version, resultsFile } = options;
  if (resultsFile !== null) mkdirSync(dirname(resultsFile), { recursive: true });
  write({ kind: 'header', format: 1, vitest: version, node: process.versions.node });
  const api: unknown = await import(
    pathToFileURL(join(options.packageFolder, 'dist', 'node.js')).href
  );
  if (!isFields(api)) throw new Error('vitest has no interface for programs');
  const reporter = new Reporter();
  const { filters, parsed } = parsedArguments(api);
  const wanted = runOptions(parsed, options, reporter);
  const mode = isRewritten(version) ? [] : ['benchmark'];
  if (options.task === 'list') {
    await list(await methodOf(api, 'createVitest')?.(...mode, wanted), filters);
  } else {
    reporter.finish(await methodOf(api, 'startVitest')?.(...mode, filters, wanted));
  }
  write({ kind: 'end' });
}

run()
  .then(() => 0)
  .catch((error: unknown) => {
    write({ kind: 'error', file: null, message: sayError(error) });
    return 1;
  })
  // What the benchmarks have left open does not matter any more.
  .then((code) => process.exit(code));
