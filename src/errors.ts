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
    fact: `No benchmarks of a harness that is known were found in ${of.folder}.`,
    advice:
      'Write a perfwatch.config.yaml with a `command` suite, or one of the harnesses that the README lists.',
  }),
  'module-missing': (of: { key: string; path: string; file: string }) => ({
    fact: `\`${of.key}\` of the configuration names ${of.path}, but there is no file ${of.file}.`,
    advice: 'Write the path of the module relative to the configuration, with its ending.',
  }),
  'module-outside': (of: { key: string; path: string; folder: string }) => ({
    fact: `\`${of.key}\` of the configuration names ${of.path}, which lies outside of the repository ${of.folder}.`,
    advice: 'Keep the module in the repository; it may import packages from elsewhere.',
  }),
  'module-unreadable': (of: { key: string; file: string; problem: string }) => ({
    fact: `${of.file}, which \`${of.key}\` of the configuration names, could not be loaded: ${of.problem}.`,
    advice: 'Mend the module.',
  }),
  'module-invalid': (of: { key: string; file: string; what: string; problem: string }) => ({
    fact: `${of.file}, which \`${of.key}\` of the configuration names, is no ${of.what}: ${of.problem}.`,
    advice: `Export one as its default; docs/adding-a-${of.what}.md shows how.`,
  }),
  'suite-settings-invalid': (of: { suite: string; harness: string; problem: string }) => ({
    fact: `Suite "${of.suite}" is not what harness ${of.harness} takes: ${of.problem}.`,
    advice: 'Mend the suite in the configuration; `parseSettings` of the harness checks its keys.',
  }),
  'harness-failed': (of: { harness: string; file: string; method: string; problem: string }) => ({
    fact: `\`${of.method}\` of harness ${of.harness} went wrong: ${of.problem}.`,
    advice: `Mend ${of.file}.`,
  }),
  'reporter-unknown': (of: { name: string; names: readonly string[] }) => ({
    fact: `There is no reporter "${of.name}".`,
    advice: `Allowed choices are ${of.names.join(', ')}, and those that the configuration names under \`reporters\`.`,
  }),
  'reporter-failed': (of: { name: string; problem: string }) => ({
    fact: `Reporter ${of.name} of the configuration went wrong: ${of.problem}.`,
    advice:
      'Mend it, then render the run again: `npx perfwatch report --reporter NAME`; what was measured is kept.',
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
  'baseline-duet': (of: { name: string }) => ({
    fact: `Baseline "${of.name}" was not updated: in this run both sides ran at once and slowed each other down.`,
    advice: 'Measure without --against, or with `pairing: alternating`, and update again.',
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
  'benchmark-unknown': (of: { benchmark: string; near: readonly string[] }) => ({
    fact: `No benchmark of the last run matches "${of.benchmark}".`,
    advice:
      of.near.length > 0
        ? `Did you mean: ${of.near.join(', ')}?`
        : '`npx perfwatch report --details` shows what it measured.',
  }),
  'accept-not-regressed': (of: { benchmark: string; verdicts: readonly string[] }) => ({
    fact: `Nothing that matches "${of.benchmark}" regressed in the last run${of.verdicts.length > 0 ? ` (${of.verdicts.join(', ')})` : ''}.`,
    advice: 'Only what a run found to be slower can be accepted: measure again if it should be.',
  }),
  'accept-too-little': (of: { upTo: string; what: string; change: string }) => ({
    fact: `--up-to ${of.upTo} would not cover ${of.what}, which is ${of.change}.`,
    advice: 'Give a larger share, or leave it out to accept what was measured.',
  }),
  'recording-missing': (of: { places: readonly string[] }) => ({
    fact: `There are no recorded launches of identical code to test the gate with: ${of.places.join(', ')}.`,
    advice: 'Record some with `npx perfwatch calibrate`, and test again.',
  }),
  'recording-empty': (of: { recording: string }) => ({
    fact: `The ${of.recording} holds nothing that could be compared.`,
    advice: 'Record with `npx perfwatch calibrate`, see that no benchmark fails, and test again.',
  }),
  'git-missing': (of: { problem: string }) => ({
    fact: `git could not be started: ${of.problem}.`,
    advice: 'Install git and put it on the PATH, or run without --against.',
  }),
  'git-failed': (of: { command: string; problem: string }) => ({
    fact: `\`git ${of.command}\` failed: ${of.problem}.`,
    advice: 'Mend what git says, and try again.',
  }),
  'not-a-repository': (of: { folder: string; problem: string }) => ({
    fact: `git cannot read ${of.folder} as a repository: ${of.problem}.`,
    advice: 'Run perfwatch in a git checkout, or without --against.',
  }),
  'no-commit': (of: { folder: string }) => ({
    fact: `The repository ${of.folder} has no commit yet, so there is nothing to compare with.`,
    advice: 'Commit first, or run without --against.',
  }),
  'base-unknown': (of: { ref: string; fetchCommand: string | null }) => ({
    fact: `git knows no commit "${of.ref}" here${of.fetchCommand ? ', and this clone is shallow' : ''}.`,
    advice: of.fetchCommand
      ? `Fetch it with \`${of.fetchCommand}\`; in CI clone the whole history (actions/checkout: \`fetch-depth: 0\`, GitLab: \`GIT_DEPTH: 0\`).`
      : 'Name a branch, a tag, a SHA or `merge-base`; what exists only at the remote needs a `git fetch` first.',
  }),
  'default-branch-unknown': (of: { candidates: readonly string[]; isShallow: boolean }) => ({
    fact: `The merge-base with which branch? None of these is known here: ${of.candidates.join(', ')}.`,
    advice: of.isShallow
      ? 'This clone is shallow: fetch all branches with `git fetch --unshallow origin "+refs/heads/*:refs/remotes/origin/*"` (actions/checkout: `fetch-depth: 0`), or name one with --against merge-base:BRANCH.'
      : 'Name it with --against merge-base:BRANCH, or let git find it with `git remote set-head origin --auto`.',
  }),
  'merge-base-missing': (of: { branch: string; isShallow: boolean }) => ({
    fact: of.isShallow
      ? `The merge-base of HEAD and ${of.branch} lies beyond what this shallow clone holds.`
      : `HEAD and ${of.branch} have no commit in common.`,
    advice: of.isShallow
      ? 'Fetch the rest with `git fetch --unshallow origin "+refs/heads/*:refs/remotes/origin/*"`; in CI clone the whole history (actions/checkout: `fetch-depth: 0`, GitLab: `GIT_DEPTH: 0`).'
      : 'Name the commit to compare with: --against REF.',
  }),
  'cache-inside-repository': (of: { folder: string; repositoryFolder: string }) => ({
    fact: `The cache folder ${of.folder} lies inside of the repository ${of.repositoryFolder}; cargo, npm and others would mistake a checkout there for a part of it.`,
    advice: 'Set PERFWATCH_CACHE to a folder outside of the repository.',
  }),
  'checkout-failed': (of: { sha: string; folder: string; problem: string }) => ({
    fact: `Commit ${of.sha.slice(0, 7)} could not be checked out into ${of.folder}: ${of.problem}.`,
    advice:
      'Mend that (PERFWATCH_CACHE names another folder for it) and try again; what was checked out has been removed.',
  }),
  'submodule-unavailable': (of: {
    path: string;
    sha: string;
    problem: string;
    isCloned: boolean;
  }) => ({
    fact: `The submodule ${of.path} could not be checked out at its commit ${of.sha}: ${of.problem}.`,
    advice: of.isCloned
      ? `Fetch it with \`git -C "${of.path}" fetch origin ${of.sha}\` (actions/checkout: \`fetch-depth: 0\`), and try again.`
      : 'Check out the commit to compare with once, run `git submodule update --init --recursive` there, go back and try again.',
  }),
  'checkout-left': (of: { folder: string; problem: string }) => ({
    fact: `The checkout ${of.folder} could not be removed: ${of.problem}.`,
    advice:
      'Mend that, or remove the folder yourself; the next run tidies up what git knows of it.',
  }),
  'comment-nowhere': (of: { reportFile: string }) => ({
    fact: 'This is no job of GitHub Actions or GitLab, so there is nothing to comment on.',
    advice: `Show it with \`npx perfwatch report ${of.reportFile} --reporter markdown\`; elsewhere set GITHUB_REPOSITORY, GITHUB_TOKEN and GITHUB_EVENT_PATH.`,
  }),
  'github-variable-invalid': (of: { variable: string; value: string }) => ({
    fact: `The environment variable ${of.variable} cannot be "${of.value}".`,
    advice:
      'GitHub Actions sets it; elsewhere GITHUB_REPOSITORY is "owner/name", the others are URLs.',
  }),
  'merge-nothing': (of: { folder: string }) => ({
    fact: `There is no run in ${of.folder}, nor in a folder directly below it.`,
    advice:
      'Name the artifact folders of `perfwatch run --shard`, or the folder that they were downloaded into.',
  }),
  'merge-unplanned': (of: { place: string }) => ({
    fact: `The run in ${of.place} does not tell what it is a part of, so it cannot be joined with others.`,
    advice: 'Measure again with this version of perfwatch.',
  }),
  'merge-mismatched': (of: { places: readonly string[]; difference: string }) => ({
    fact: `The runs in ${of.places.join(' and ')} do not belong together: ${of.difference}.`,
    advice: 'Merge the parts of one workflow run, all measured in the same way.',
  }),
  'merge-duplicate': (of: { what: string; places: readonly string[] }) => ({
    fact: `There is more than one measurement of ${of.what}: in ${of.places.join(' and ')}.`,
    advice: 'Name each part once; of a part that was measured again, only one.',
  }),
  'merge-incomplete': (of: { missing: readonly string[] }) => ({
    fact: `Missing: ${of.missing.join(', ')}.`,
    advice: 'See why these left no artifact folder, measure them again, and merge all parts.',
  }),
  'merge-onto-part': (of: { folder: string }) => ({
    fact: `${of.folder} is one of the parts, and the result would take its place.`,
    advice: 'Choose another folder with --output DIR.',
  }),
  'results-missing': (of: { path: string }) => ({
    fact: `There is nothing at ${of.path}.`,
    advice: 'Name a file, a folder, a glob in quotes, or - for standard input.',
  }),
  'results-too-many': (of: { path: string; count: number; most: number }) => ({
    fact: `${of.path} means ${of.count} files, which are more than ${of.most}.`,
    advice: 'Name the folder of the results themselves, or a narrower glob.',
  }),
  'results-empty': (of: { path: string }) => ({
    fact: `${of.path} is empty.`,
    advice: 'See whether the benchmarks ran, and whether their output went there.',
  }),
  'results-none': (of: { path: string; count: number; option: string }) => ({
    fact: `None of the ${of.count} files of ${of.path} is of a format that is known.`,
    advice: `See what is known with \`npx perfwatch formats\`, or name the format with ${of.option} NAME.`,
  }),
  'results-unreadable': (of: {
    path: string;
    format: string;
    problem: string;
    option: string;
  }) => ({
    fact: `${of.path} could not be read as ${of.format}: ${of.problem}.`,
    advice: `Mend the file, or write it again; ${of.option} NAME names another format.`,
  }),
  'results-nothing': (of: {
    path: string;
    format: string;
    why: string | null;
    option: string;
  }) => ({
    fact: `${of.path} was read as ${of.format}, and holds no results${of.why === null ? '' : `: ${of.why}`}.`,
    advice: `See whether the benchmarks ran; ${of.option} NAME names another format.`,
  }),
  'format-unknown': (of: { path: string; looksLike: string; option: string }) => ({
    fact: `What ${of.path} holds is of no format that is known: it is ${of.looksLike}.`,
    advice: `See what each is recognised by with \`npx perfwatch formats\`, and name one with ${of.option} NAME.`,
  }),
  'format-ambiguous': (of: { path: string; formats: readonly string[]; option: string }) => ({
    fact: `What ${of.path} holds looks like ${of.formats.join(' and like ')}.`,
    advice: `Name the format: ${of.option} ${of.formats[0] ?? 'NAME'}.`,
  }),
  'format-unnamed': (of: { name: string; formats: readonly string[] }) => ({
    fact: `There is no format "${of.name}".`,
    advice: `Choose among: ${of.formats.join(', ')}.`,
  }),
  'option-misplaced': (of: { options: string; problem: string }) => ({
    fact: `${of.options} cannot be used here: ${of.problem}.`,
    advice: 'Leave one of them out; `npx perfwatch compare --help` tells what each is for.',
  }),
  'filter-invalid': (of: { expression: string; problem: string; place: number }) => ({
    fact: `The filter "${of.expression}" cannot be read: at character ${of.place}, ${of.problem}.`,
    advice: 'Write it like "suite:go AND name~Parse AND n>100"; a value with spaces in quotes.',
  }),
  'field-unknown': (of: { field: string; fields: readonly string[] }) => ({
    fact: `None of these results has a "${of.field}".`,
    advice: `There are: ${of.fields.slice(0, 30).join(', ')}.`,
  }),
  'filter-too-slow': (of: { filter: string; seconds: number }) => ({
    fact: `The filter "${of.filter}" was given up after ${of.seconds} seconds: it tries too many ways to match a name.`,
    advice: 'Repeat nothing that repeats itself: "a+" in place of "(a+)+", and fewer "*".',
  }),
  'filter-keeps-nothing': (of: { filter: string; example: string }) => ({
    fact: `No result matches --filter "${of.filter}".`,
    advice: `One that there is: ${of.example}. Compare without the filter once: it shows all of them.`,
  }),
  'metric-unknown': (of: { option: string; metric: string; metrics: readonly string[] }) => ({
    fact: `None of these results has the metric "${of.metric}" that ${of.option} names.`,
    advice: `There are: ${of.metrics.slice(0, 30).join(', ')}.`,
  }),
  'unit-unused': (of: { unit: string; units: readonly string[] }) => ({
    fact: `None of these results can be shown in --unit ${of.unit}.`,
    advice: `Leave it out, or name one for what there is: ${of.units.join(', ')}.`,
  }),
  'stdin-twice': () => ({
    fact: 'Standard input is named twice, and it can be read once.',
    advice: 'Name - for one side, and a file for the other.',
  }),
  'results-folder-empty': (of: { path: string }) => ({
    fact: `The folder ${of.path} holds no files.`,
    advice: 'Name the folder that the results were written to, or a file.',
  }),
  'table-one-side': () => ({
    fact: 'There is one side only, and no column to tell sides apart by.',
    advice: 'Name two files or more, or a field with --col, like --col branch.',
  }),
  'budget-too-small': (of: { budgetSeconds: number; neededSeconds: number; minimum: number }) => ({
    fact: `The time budget of ${Math.round(of.budgetSeconds)} s is too small: ${of.minimum} rounds, the fewest that can decide anything, take about ${Math.ceil(of.neededSeconds)} s.`,
    advice:
      'Raise --time-budget, choose fewer suites with --suite, or shorten `measurementSeconds`.',
  }),
} satisfies Record<string, (of: never) => Saying>;

export type ErrorCode = keyof typeof table;

type Details = { readonly [Code in ErrorCode]: Parameters<(typeof table)[Code]>[0] };

const sayings: { readonly [Code in ErrorCode]: (of: Details[Code]) => Saying } = table;

const failures: ReadonlySet<ErrorCode> = new Set([
  'write-failed',
  'output-failed',
  'reporter-failed',
  'git-failed',
  'checkout-failed',
  'submodule-unavailable',
  'checkout-left',
]);

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
