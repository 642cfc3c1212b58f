/**
 * The harness tinybench: each `*.bench.*` file of a suite is run by a child process that loads the
 * suite's own tinybench (2.x to 6.x), measures what the file exports or runs itself, and keeps the
 * samples, which tinybench has no file format for.
 */
import { join } from 'node:path';
import * as z from 'zod';
import { maxSamplesPerLaunch } from '../model/measurement.ts';
import type {
  Harness,
  LaunchReading,
  LaunchRequest,
  LaunchStep,
  Preparation,
  ProcessOutcome,
  Suite,
  Tools,
} from './harness.ts';
import { type BenchFile, findBenchFiles } from './tinybench/benchFiles.ts';
import { discoverTinybench } from './tinybench/discover.ts';
import { findNode } from './tinybench/node.ts';
import { findTinybench, installCommand, type TinybenchPackage } from './tinybench/package.ts';
import { readFileLaunch } from './tinybench/read.ts';
import type { RunnerOptions } from './tinybench/records.ts';
import { wantedFiles, wantedTasks } from './tinybench/wanted.ts';

const settingsSchema = z.strictObject({
  files: z
    .array(z.string().min(1))
    .min(1)
    .default(['**/*.bench.{js,mjs,cjs,ts,mts,cts}'])
    .describe('Patterns of the bench files, relative to the folder of the suite.'),
  node: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Another Node to run them: a program, or a path relative to the folder of the suite.',
    ),
  nodeArguments: z
    .array(z.string())
    .default([])
    .describe('Arguments for Node, such as --expose-gc.'),
});

export type TinybenchSettings = z.infer<typeof settingsSchema>;

type TinybenchSuite = Suite<TinybenchSettings>;

interface ReadyFile extends BenchFile {
  readonly package: TinybenchPackage;
}

const failed = (message: string): Preparation => ({ state: 'failed', message });

/** The process of one bench file in one launch. */
function stepOf(
  suite: TinybenchSuite,
  tools: Tools,
  node: string,
  request: LaunchRequest,
  file: ReadyFile,
): LaunchStep {
  const { filter } = request;
  const options: RunnerOptions = {
    file: join(suite.folder, file.path),
    filePath: file.names,
    resultsFile: resultsFileOf(request, file),
    hooksFile: tools.helperFile('typescript-hooks.js'),
    packageFolder: file.package.folder,
    launches: request.launches,
    measurementSeconds: suite.measurementSeconds,
    warmupSeconds: suite.warmupSeconds,
    maxSamples: maxSamplesPerLaunch,
    filter: filter && { suite: suite.name, source: filter.source, flags: filter.flags },
    only: wantedTasks(file, request.only),
    otherSideFolder: tools.otherSideFolder,
  };
  return {
    name: file.step,
    argv: [
      node,
      ...suite.settings.nodeArguments,
      tools.helperFile('tinybench-runner.js'),
      JSON.stringify(options),
    ],
    cwd: suite.folder,
    env: {},
  };
}

const resultsFileOf = (request: LaunchRequest, file: BenchFile) =>
  join(request.folder, file.step, 'results.ndjson');

async function prepare(suite: TinybenchSuite, tools: Tools): Promise<Preparation> {
  const { folder, settings } = suite;
  const { files, outside } = await findBenchFiles(folder, settings.files);
  if (outside.length > 0) {
    return failed(
      `${outside[0]} lies outside of ${folder}. Set \`folder\` of this suite to a folder that holds all of its bench files.`,
    );
  }
  if (files.length === 0) {
    return failed(
      `No file matches ${settings.files.join(', ')} in ${folder}. Set \`files\` of this suite to where its bench files are.`,
    );
  }
  const ready: ReadyFile[] = [];
  for (const file of files) {
    const found = await findTinybench(join(folder, file.path), tools.repositoryFolder);
    if (!found) {
      const install = await installCommand(folder, tools.repositoryFolder);
      return { state: 'missing', what: `tinybench in ${folder}`, install };
    }
    ready.push({ ...file, package: found });
  }
  const versions = [...new Set(ready.map((file) => file.package.version))].sort();
  const tooOld = versions.find((version) => Number.parseInt(version, 10) < 2);
  if (tooOld) {
    return failed(`tinybench ${tooOld} is too old: perfwatch needs 2.x or newer.`);
  }
  const unknown = versions.filter((version) => Number.parseInt(version, 10) > 6);
  const node = await findNode(settings.node, folder, tools);
  if (node.state === 'unusable') return failed(node.message);
  return {
    state: 'ready',
    suite: {
      harness: { name: 'tinybench', version: versions.join(', ') },
      toolchain: { node: node.version },
      notices: unknown.map(
        (version) =>
          `tinybench ${version} is newer than 6.x, the last one that perfwatch was tested with.`,
      ),
      sources: ready.map(({ path }) => join(folder, path)),
      steps: (request) =>
        wantedFiles(ready, request.only).map((file) =>
          stepOf(suite, tools, node.executable, request, file),
        ),
      read: (request, outcomes) => readLaunch(suite, ready, request, outcomes),
    },
  };
}

/** Joins what the files of a suite measured in one launch. */
async function readLaunch(
  { folder }: TinybenchSuite,
  files: readonly ReadyFile[],
  request: LaunchRequest,
  outcomes: ReadonlyMap<string, ProcessOutcome>,
): Promise<LaunchReading> {
  const readings: LaunchReading[] = [];
  for (const file of wantedFiles(files, request.only)) {
    const outcome = outcomes.get(file.step);
    if (!outcome) {
      readings.push({ benchmarks: [], notices: [], failure: `${file.path}: it was not launched.` });
      continue;
    }
    const resultsFile = resultsFileOf(request, file);
    const narrowed = request.filter !== null || request.only !== null;
    readings.push(await readFileLaunch({ file, resultsFile, outcome, folder, narrowed }));
  }
  const failures = readings.flatMap(({ failure }) => failure ?? []);
  return {
    benchmarks: readings.flatMap(({ benchmarks }) => benchmarks),
    failure: failures.length > 0 ? failures.join('\n') : null,
    notices: readings.flatMap(({ notices }) => notices),
  };
}

export const tinybench = {
  name: 'tinybench',
  title: 'Node.js benchmarks with tinybench',
  settings: settingsSchema,
  manifests: ['package.json'],
  discover: discoverTinybench,
  toolChecks: [
    {
      tool: 'node',
      argv: ['node', '--version'],
      install: 'see https://nodejs.org/en/download',
    },
  ],
  prepare,
} satisfies Harness<TinybenchSettings>;
