/** Did a launch go wrong as a whole? In one sentence, with pytest's own words. */
import type { BenchmarkReading, ProcessOutcome } from '../harness.ts';
import type { Journal } from './journal.ts';

/** The last lines that a process wrote, from where it writes its errors if there is anything. */
export function lastLines({ stdout, stderr }: ProcessOutcome, count = 6): string {
  const lines = (stderr.trim() === '' ? stdout : stderr).split('\n').map((line) => line.trimEnd());
  return lines
    .filter((line) => line !== '')
    .slice(-count)
    .join('\n');
}

function withLastLines(fact: string, outcome: ProcessOutcome): string {
  const lines = lastLines(outcome);
  return lines === '' ? `${fact}, without a word` : `${fact}:\n${lines}`;
}

/** What pytest's exit codes say: https://docs.pytest.org/en/stable/reference/exit-codes.html */
const exitFacts: Readonly<Record<number, string>> = {
  2: 'pytest was interrupted',
  3: 'pytest had an internal error',
  4: 'pytest could not be started like this (exit code 4)',
};

function emptiness(benchmarks: readonly BenchmarkReading[]): string | null {
  const skips = benchmarks.flatMap((it) => (it.state === 'skipped' ? [it.message] : []));
  if (skips.length < benchmarks.length) return null;
  return skips[0] === undefined
    ? 'pytest collected no test with the benchmark fixture; look at `paths`, `keyword` and `marker`'
    : `every benchmark was skipped (${skips.length}), the first one because: ${skips[0]}`;
}

/** Why nothing of a launch counts that ran code of the side that it is compared with, or null. */
export function sameCode({ otherSide }: Journal): string | null {
  const [first] = otherSide;
  if (!first) return null;
  const others = otherSide.length > 1 ? ` and ${otherSide.length - 1} more` : '';
  return `the module ${first.name}${others} was imported from the working tree (${first.file}) although the base was to be measured, so both sides would be measured with the same code: give the base an environment of its own by \`install\` of this suite, e.g. \`install: ["python3 -m venv .venv", ".venv/bin/pip install -e ."]\``;
}

/**
 * Null when pytest did its work, whatever the tests gave, and when somebody ended it. Exit code 1
 * alone says nothing: failed tests are told one by one, and coverage limits do not matter here.
 */
export function failureOf(
  journal: Journal | null,
  benchmarks: readonly BenchmarkReading[],
  outcome: ProcessOutcome,
  isNarrowed: boolean,
): string | null {
  if (outcome.ending === 'timed-out' || outcome.ending === 'interrupted') return null;
  if (outcome.ending === 'not-started')
    return withLastLines('pytest could not be started', outcome);
  if (outcome.exitCode === null) {
    const fact = 'pytest was ended by a signal';
    // What follows is a long traceback, innermost call first.
    const cause = /^Fatal Python error: .*/m.exec(outcome.stderr)?.[0];
    return cause ? `${fact}: ${cause}` : withLastLines(fact, outcome);
  }
  if (!journal) return withLastLines(`pytest ended with exit code ${outcome.exitCode}`, outcome);
  const broken = journal.notCollected.filter((it) => it.outcome === 'failed');
  if (broken.length > 0) {
    return `pytest could not collect ${broken.map((it) => `${it.id}: ${it.message}`).join('; ')}`;
  }
  const fact = exitFacts[outcome.exitCode];
  if (fact) return withLastLines(fact, outcome);
  if (outcome.exitCode > 5) {
    return withLastLines(`pytest ended with exit code ${outcome.exitCode}`, outcome);
  }
  if (journal.problems.length > 0) {
    return `perfwatch's notes on the tests could not be read: ${journal.problems.join('; ')}`;
  }
  // The others may well be those that measure something.
  return isNarrowed ? null : emptiness(benchmarks);
}
