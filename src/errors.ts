/**
 * Everything that can go wrong in perfwatch itself: one closed table, code → what happened, what to
 * do next, and with which exit code the command ends. Failures of benchmarks are data, not errors.
 */

/** What the exit code of a command says; documented in the README. */
export const exitCodes = {
  ok: 0,
  regressed: 1,
  usage: 2,
  failed: 3,
  undecided: 4,
} as const;

interface Saying {
  /** What is the case, naming the file or suite. */
  readonly fact: string;
  /** What to do about it. */
  readonly advice: string;
}

const table = {
  'option-invalid': (of: { option: string; value: string; advice: string }) => ({
    fact: `${of.option} cannot be "${of.value}".`,
    advice: of.advice,
  }),
  'configuration-missing': (of: { folder: string }) => ({
    fact: `There is no perfwatch configuration in ${of.folder}, or above it in the same repository.`,
    advice: 'Run `npx perfwatch init` to write one, or name one with --config FILE.',
  }),
  'configuration-ambiguous': (of: { files: readonly string[] }) => ({
    fact: `There is more than one perfwatch configuration: ${of.files.join(', ')}.`,
    advice: 'Keep one of them, or name it with --config FILE.',
  }),
  'configuration-unreadable': (of: { file: string; problem: string }) => ({
    fact: `The configuration ${of.file} could not be read: ${of.problem}.`,
    advice: 'Mend the file; `npx perfwatch init` in a folder without one writes a new one.',
  }),
  'configuration-not-found': (of: { file: string }) => ({
    fact: `There is no configuration file ${of.file}.`,
    advice: 'Check what --config says; a relative path starts at the current folder.',
  }),
  'configuration-invalid': (of: { file: string; problems: readonly string[] }) => ({
    fact: `The configuration ${of.file} is not valid: ${of.problems.join('; ')}.`,
    advice: 'Mend these keys; the README lists all of them.',
  }),
  'configuration-exists': (of: { file: string }) => ({
    fact: `There is a configuration already: ${of.file}.`,
    advice: 'Edit it, or remove it first; perfwatch never overwrites a configuration.',
  }),
  'nothing-found': (of: { folder: string }) => ({
    fact: `No criterion, tinybench or pytest-benchmark suite was found in ${of.folder}.`,
    advice:
      'Add one of these harnesses first, or write a perfwatch.config.yaml with a `command` suite.',
  }),
  'suite-unknown': (of: { suite: string; suites: readonly string[] }) => ({
    fact: `There is no suite "${of.suite}".`,
    advice: `Choose among: ${of.suites.join(', ')}.`,
  }),
  'filter-unmatched': (of: { filter: string }) => ({
    fact: `No benchmark matches --filter "${of.filter}", so nothing was measured.`,
    advice:
      'An id is suite/names[param=value]; `npx perfwatch report --details` shows those of the last run.',
  }),
  'suite-folder-missing': (of: { suite: string; folder: string }) => ({
    fact: `The folder of suite "${of.suite}" does not exist: ${of.folder}.`,
    advice: 'Set `folder` of this suite in the configuration, relative to the configuration file.',
  }),
  'run-in-progress': (of: { pid: number; lockFile: string }) => ({
    fact: `Another perfwatch (process ${of.pid}) is measuring in this repository, and two at once would disturb each other.`,
    advice: `Wait until it has ended; if no such process exists, remove ${of.lockFile}.`,
  }),
  'document-missing': (of: { file: string; what: string }) => ({
    fact: `There is no ${of.what} at ${of.file}.`,
    advice: 'Run `npx perfwatch run` first, or name another file or folder.',
  }),
  'document-unreadable': (of: { file: string; what: string; problem: string; advice: string }) => ({
    fact: `${of.file} could not be read as ${of.what}: ${of.problem}.`,
    advice: of.advice,
  }),
  'document-newer': (of: { file: string; what: string; version: number; known: number }) => ({
    fact: `${of.file} is ${of.what} of format version ${of.version}; this perfwatch knows up to ${of.known}.`,
    advice: 'Update perfwatch to the version that wrote it (`npm install perfwatch@latest`).',
  }),
  'write-failed': (of: { file: string; problem: string }) => ({
    fact: `${of.file} could not be written: ${of.problem}.`,
    advice:
      'Free some space or mend the permissions and try again; what was there before is unchanged.',
  }),
  'output-failed': (of: { problem: string }) => ({
    fact: `The results could not be written to standard output: ${of.problem}.`,
    advice: 'Mend that, then show them again with `npx perfwatch report`.',
  }),
  'output-not-ours': (of: { file: string }) => ({
    fact: `${of.file} is in the way: perfwatch did not write it, and does not overwrite it.`,
    advice: 'Move it away, or choose another folder with --output DIR.',
  }),
  'baseline-name-invalid': (of: { name: string }) => ({
    fact: `"${of.name}" cannot be the name of a baseline.`,
    advice: 'Use letters, digits, ".", "_" and "-" only.',
  }),
  'baseline-refused': (of: { name: string; reasons: readonly string[] }) => ({
    fact: `Baseline "${of.name}" was not updated: ${of.reasons.join('; ')}.`,
    advice: 'Measure again once that is mended, or say --accept "why this is right".',
  }),
  'baseline-filtered': (of: { filter: string }) => ({
    fact: `The run measured only benchmarks matching "${of.filter}", so it cannot replace a baseline of all of them.`,
    advice: 'Measure without --filter and update again.',
  }),
  'baseline-empty': (of: { name: string }) => ({
    fact: `Baseline "${of.name}" was not updated: this run measured nothing.`,
    advice: 'See with `npx perfwatch report` what went wrong, mend it and measure again.',
  }),
  'baseline-missing': (of: { name: string; names: readonly string[] }) => ({
    fact: `There is no baseline "${of.name}".`,
    advice:
      of.names.length > 0
        ? `Choose among: ${of.names.join(', ')}.`
        : 'Record one with `npx perfwatch run` and `npx perfwatch baseline update`.',
  }),
} satisfies Record<string, (of: never) => Saying>;

export type ErrorCode = keyof typeof table;

type Details = { readonly [Code in ErrorCode]: Parameters<(typeof table)[Code]>[0] };

const sayings: { readonly [Code in ErrorCode]: (of: Details[Code]) => Saying } = table;

const failures: ReadonlySet<ErrorCode> = new Set(['write-failed', 'output-failed']);

/**
 * A refusal that the user can act on. `message` is one sentence of fact and one of advice;
 * `exitCode` is 3 where something could not be done, else 2 for wrong usage or configuration.
 */
export class PerfwatchError extends Error {
  readonly code: ErrorCode;
  readonly exitCode: number;

  constructor(code: ErrorCode, saying: Saying, cause?: unknown) {
    super(`${saying.fact} ${saying.advice}`, cause === undefined ? undefined : { cause });
    this.name = 'PerfwatchError';
    this.code = code;
    this.exitCode = failures.has(code) ? exitCodes.failed : exitCodes.usage;
  }
}

/** Builds the error of a code from its details; `cause` is kept for debuggers. */
export function perfwatchError<Code extends ErrorCode>(
  code: Code,
  details: Details[Code],
  cause?: unknown,
): PerfwatchError {
  return new PerfwatchError(code, sayings[code](details), cause);
}

/** The text of whatever was thrown, on one line. */
export function problemOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ')
    .replace(/\.$/, '');
}
