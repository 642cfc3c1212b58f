/** What Catch2's XML holds that other readers fell for. */
import { expect, it } from 'vitest';
import { catch2 } from '../../src/formats/catch2.ts';
import { headOf } from '../../src/formats/head.ts';
import { FormatProblem } from '../../src/formats/problem.ts';
import { readAs } from './recordedFiles.ts';

const benchmark = (name: string, inside: string) =>
  `<BenchmarkResults name="${name}" samples="20">${inside}</BenchmarkResults>\n`;

const mean = (value: string) =>
  `<mean value="${value}" lowerBound="1"/><standardDeviation value="7"/>`;

const run = (inside: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Catch2TestRun name="b" catch2-version="3.7.1">\n${inside}</Catch2TestRun>\n`;

const test = (inside: string) => `<TestCase name="case">\n${inside}</TestCase>\n`;

const timesOf = ({ benchmarks }: ReturnType<typeof readAs>) =>
  Object.fromEntries(
    benchmarks.map(({ path, metrics, message }) => [
      path.join(' > '),
      metrics[0]?.launches.map(({ samples }) => samples.join(' ')).join(' | ') ?? message,
    ]),
  );

it('a time is nanoseconds, whichever sections are around it', () => {
  const section = `<Section name="s/&lt;1>">\n${benchmark('a &amp; b', mean('12.5'))}</Section>\n`;
  const reading = readAs(catch2, run(test(section + benchmark('c', mean('1e+06')))));
  expect(timesOf(reading)).toEqual({ 'case > s/<1> > a & b': '1.25e-8', 'case > c': '0.001' });
  expect(reading.passedOver).toEqual([]);
});

it('a benchmark that threw failed, whatever its test case says', () => {
  const inside = `${benchmark('x', '<failed message="boom"/>')}<OverallResult success="true"/>`;
  const reading = readAs(catch2, run(test(inside)));
  expect(reading.benchmarks[0]).toMatchObject({ state: 'failed', message: 'boom', metrics: [] });
});

it('what ran again for another section is told, and the first is kept', () => {
  const reading = readAs(
    catch2,
    run(test(benchmark('x', mean('1')) + benchmark('x', mean('2')) + benchmark('y', ''))),
  );
  expect(timesOf(reading)).toEqual({ 'case > x': '1e-9' });
  expect(reading.passedOver).toMatchObject([
    { count: 1, line: 5 },
    { why: 'a benchmark has no mean', count: 1, line: 6 },
  ]);
});

it('a mean that is none is told', () => {
  const reading = readAs(
    catch2,
    run(test(benchmark('x', mean('nan')) + benchmark('y', '<mean/>'))),
  );
  expect(reading.benchmarks).toEqual([]);
  expect(reading.passedOver).toEqual([{ why: 'a value is no number', count: 2, line: 4 }]);
});

it('what was before the end of a file that is cut, or broken, is read', () => {
  const whole = run(test(benchmark('x', mean('1')) + benchmark('y', mean('2'))));
  const cut = readAs(catch2, whole.slice(0, whole.indexOf('<mean value="2"') + 10));
  expect(timesOf(cut)).toEqual({ 'case > x': '1e-9' });
  expect(cut.passedOver).toMatchObject([
    { why: 'the XML ends in the middle', line: 5 },
    { why: 'a benchmark has no mean', line: 5 },
  ]);
  const broken = readAs(catch2, whole.replace('<TestCase name="case">\n', '$&&bogus;\n'));
  expect(broken.passedOver).toMatchObject([
    { why: 'here XML is broken, what follows is not read', line: 4 },
  ]);
});

it('what is nested deeper than any harness does ends the reading', () => {
  const sections = '<Section name="s">'.repeat(10_000);
  const reading = readAs(catch2, run(test(benchmark('x', mean('1')) + sections)));
  expect(timesOf(reading)).toEqual({ 'case > x': '1e-9' });
  expect(reading.passedOver.map(({ why }) => why)).toEqual([
    'here XML is broken, what follows is not read',
  ]);
});

it('documents one after the other are launches', () => {
  const text = `a warning\n${run(test(benchmark('x', mean('1'))))}${run(test(benchmark('x', mean('3'))))}`;
  expect(timesOf(readAs(catch2, text))).toEqual({ 'case > x': '1e-9 | 3e-9' });
});

it('no XML at all is no file of this format', () => {
  expect(() => readAs(catch2, 'hello')).toThrow(FormatProblem);
});

it.each([
  ['<?xml version="1.0"?>\n<Catch name="x">', true],
  ['<Catch2TestRun>', true],
  ['<testsuites>', false],
  ['Catch', false],
])('%s is recognised, or not', (text, expected) => {
  expect(catch2.detect(headOf(text))).toBe(expected);
});
