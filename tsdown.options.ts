/** How the package is built: for the release, and for the tests that run it as a process. */
import type { UserConfig } from 'tsdown';

/** Programs and modules of perfwatch that run in the processes of suites, by their place in dist/. */
export const helperEntries = {
  'helpers/tinybench-runner': 'src/harnesses/tinybench/runner.ts',
  'helpers/time-command': 'src/harnesses/command/timeCommand.ts',
  'helpers/typescript-hooks': 'src/typescript/hooks.ts',
};

export const packageEntries = {
  cli: 'src/cli.ts',
  action: 'src/action.ts',
  index: 'src/index.ts',
  ...helperEntries,
};

/** Helpers in Python, which are shipped as they are. */
export const pythonHelpers = [
  'src/harnesses/pytestBenchmark/perfwatch_pytest_plugin.py',
  'src/harnesses/command/perfwatch_time_command.py',
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
  plugins: [withoutUnzip],
  dts: false,
  // Half the size; functions and classes keep their names, so that a stack that somebody reports is readable.
  minify: { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } },
} satisfies UserConfig;
