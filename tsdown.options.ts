/** How the package is built: for the release, and for the tests that run it as a process. */
import type { UserConfig } from 'tsdown';
import { droppableSchemas, lazyWidth, sharedFiles } from './tsdown.plugins.ts';

/** Programs and modules of perfwatch that run in the processes of suites, by their place in dist/. */
export const helperEntries = {
  'helpers/tinybench-runner': 'src/harnesses/tinybench/runner.ts',
  'helpers/vitest-launcher': 'src/harnesses/vitest/launcher.ts',
  'helpers/time-command': 'src/harnesses/command/timeCommand.ts',
  'helpers/typescript-hooks': 'src/typescript/hooks.ts',
};

/** Modules that the library of `libraryOptions` shares with the command line. */
const sharedEntries = { errors: 'src/errors.ts', runs: 'src/stores/runs.ts' };

export const packageEntries = {
  cli: 'src/cli.ts',
  action: 'src/action.ts',
  ...sharedEntries,
  ...helperEntries,
};

/** Helpers in Python, which are shipped as they are. */
const pythonHelpers = [
  'src/harnesses/pytestBenchmark/perfwatch_pytest_plugin.py',
  'src/harnesses/command/perfwatch_time_command.py',
];

/** What the HTML report holds as it is. */
const pageFiles = [
  'page.css',
  'controls.css',
  'table.css',
  'narrow.css',
  'launches.css',
  'filterRows.js',
  'sortRows.js',
  'drawLaunches.js',
];

/** All that is shipped as it is, and where to below the built package. */
export const copiedInto = (dist: string): { from: string; to: string }[] => [
  ...pythonHelpers.map((from) => ({ from, to: `${dist}/helpers` })),
  ...pageFiles.map((name) => ({ from: `src/reporters/html/page/${name}`, to: `${dist}/page` })),
];

/** @actions/artifact downloads with a library without a licence; perfwatch only uploads with it. */
const withoutUnzip = {
  name: 'without-unzip',
  resolveId: (id: string) => (id === 'unzip-stream' ? `\0${id}` : null),
  load: (id: string) => (id === '\0unzip-stream' ? 'export default null;' : null),
};

export const bundleOptions = {
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  fixedExtension: false,
  // All libraries are bundled, but for the type stripper: it is a WebAssembly module of 4 MB.
  deps: { alwaysBundle: [/^(?!@swc\/)/], onlyBundle: false },
  plugins: [withoutUnzip, lazyWidth],
  dts: false,
  // Half the size; functions and classes keep their names, so that a stack that somebody reports is readable.
  minify: { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } },
} satisfies UserConfig;

/**
 * `import … from 'perfwatch'`, a bundle of its own: every configuration loads it, so it holds no schema
 * and nothing else of the command line. What checks files is loaded when it is called. Each function is
 * a file, so that bundlers drop those that nobody calls.
 */
export const libraryOptions = {
  ...bundleOptions,
  entry: {
    index: 'src/index.ts',
    compareRuns: 'src/api/compareRuns.ts',
    render: 'src/api/render.ts',
  },
  plugins: [...bundleOptions.plugins, droppableSchemas, sharedFiles(sharedEntries)],
} satisfies UserConfig;
