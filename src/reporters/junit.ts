/** JUnit XML, for what shows the tests of a CI run: a suite for each suite, a case for each benchmark. */
import type { Report } from '../model/report.ts';
import { type TestCase, testCases } from './junitCases.ts';
import type { Reporter } from './reporter.ts';
import { xmlAttributes, xmlLines } from './xmlText.ts';

const significantDigits = 6;

/** Digits without an exponent, which not all readers know. */
function secondsText(seconds: number): string {
  if (seconds === 0) return '0';
  const decimals = significantDigits - 1 - Math.floor(Math.log10(seconds));
  const text = seconds.toFixed(Math.min(100, Math.max(0, decimals)));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function bodyOf({ outcome, kind, message, lines }: TestCase): string[] {
  const text = xmlLines(lines);
  if (outcome === 'skipped') return [`      <skipped${xmlAttributes({ message })}/>`];
  if (outcome === 'failed') {
    return [`      <failure${xmlAttributes({ type: kind, message })}>${text}</failure>`];
  }
  return text === '' ? [] : [`      <system-out>${text}</system-out>`];
}

function caseLines(suite: string, testCase: TestCase): string[] {
  const { name, timeSeconds, source } = testCase;
  const attributes = xmlAttributes({
    name,
    classname: suite,
    time: secondsText(timeSeconds),
    file: source?.file,
    line: source?.line,
  });
  const body = bodyOf(testCase);
  if (body.length === 0) return [`    <testcase${attributes}/>`];
  return [`    <testcase${attributes}>`, ...body, '    </testcase>'];
}

const countsOf = (cases: readonly TestCase[]) => ({
  tests: cases.length,
  failures: cases.filter(({ outcome }) => outcome === 'failed').length,
  errors: 0,
  skipped: cases.filter(({ outcome }) => outcome === 'skipped').length,
});

function suiteLines(suite: string, cases: readonly TestCase[], { run }: Report): string[] {
  const time = cases.reduce((sum, { timeSeconds }) => sum + timeSeconds, 0);
  const attributes = xmlAttributes({
    name: suite,
    ...countsOf(cases),
    time: secondsText(time),
    // Without milliseconds and zone, as JUnit itself writes it.
    timestamp: run.startedAt.slice(0, 19),
  });
  return [
    `  <testsuite${attributes}>`,
    ...cases.flatMap((testCase) => caseLines(suite, testCase)),
    '  </testsuite>',
  ];
}

export const junit: Reporter = {
  title: 'JUnit XML, for GitLab, Jenkins and others that show tests',
  render(report) {
    const suites = [...testCases(report)];
    const { tests, failures, errors } = countsOf(suites.flatMap(([, cases]) => cases));
    const attributes = xmlAttributes({
      name: 'perfwatch',
      tests,
      failures,
      errors,
      // How long others measured is not known.
      time: report.run.imported ? undefined : secondsText(report.run.durationSeconds),
    });
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites${attributes}>`,
      ...suites.flatMap(([suite, cases]) => suiteLines(suite, cases, report)),
      '</testsuites>',
      '',
    ].join('\n');
  },
};
