/** What PHPBench's XML holds that other readers fell for. */
import { expect, it } from 'vitest';
import { phpbench } from '../../src/formats/phpbench.ts';
import { readAs } from './recordedFiles.ts';

interface Told {
  readonly attributes?: string;
  readonly set?: string;
  readonly inside: string;
}

const variant = ({ attributes = 'revs="10"', set = '<parameter-set name=""/>', inside }: Told) =>
  `<variant ${attributes}>${set}${inside}</variant>\n`;

const read = (executor: string, ...variants: readonly Told[]) =>
  readAs(
    phpbench,
    `<?xml version="1.0"?>\n<phpbench version="1.2.15"><suite><benchmark class="\\Space\\A"><subject name="b">${executor}\n${variants.map(variant).join('')}</subject></benchmark></suite></phpbench>\n`,
  );

const remote = '<executor name="remote"><parameter name="executor" value="remote"/></executor>';

/** `params: metric values by launch`. */
const linesOf = ({ benchmarks }: ReturnType<typeof read>) =>
  benchmarks.flatMap(({ params, metrics }) =>
    metrics.map(
      ({ metric, kind, launches }) =>
        `${JSON.stringify(params)}: ${metric.name} ${kind} ${launches.map(({ samples }) => samples.join(' ')).join(' | ')}`,
    ),
  );

it('the net time is that of all revolutions, in microseconds', () => {
  const reading = read(
    remote,
    { inside: '<iteration time-net="500" time-revs="5" time-avg="1" mem-peak="64"/>' },
    { set: '<parameter-set name="old"/>', inside: '<iteration time-net="500"/>' },
    { set: '<parameter name="n" value="1"/>', inside: '<iteration net-time="20"/>' },
    {
      attributes: 'revs="1"',
      set: '<parameter-set name="x"/>',
      inside: '<iteration time-avg="3"/>',
    },
  );
  expect(linesOf(reading)).toEqual([
    '{}: time batch 0.0001',
    '{}: memory repeat 64',
    '{"phpbench.set":"old"}: time batch 0.00005',
    '{"n":"1"}: time batch 0.000002',
    '{"phpbench.set":"x"}: time call 0.000003',
  ]);
  expect(reading.benchmarks[0]?.path).toEqual(['Space', 'A', 'b']);
});

it('iterations are launches where each has a process of its own', () => {
  const inside = '<iteration time-net="10"/><iteration time-net="20"/>';
  expect(linesOf(read(remote, { inside }))).toEqual(['{}: time batch 0.000001 | 0.000002']);
  expect(linesOf(read('<executor name="local"/>', { inside }))).toEqual([
    '{}: time batch 0.000001 0.000002',
  ]);
});

it('parameters tell variants apart, then revolutions, and lists the name of their set', () => {
  const inside = '<iteration time-net="10"/>';
  const list = '<parameter name="l" type="collection"><parameter name="0" value="1"/></parameter>';
  const reading = read(
    remote,
    { set: '<parameter-set name="s"><parameter name="n" value="1"/></parameter-set>', inside },
    { set: `<parameter-set name="t">${list}</parameter-set>`, inside },
    { set: '<parameter-set name="u"><parameter name="m" value="2"/></parameter-set>', inside },
    { set: '<parameter-set name="v"><parameter name="m" value="2"/></parameter-set>', inside },
    { inside },
    { attributes: 'revs="20"', inside },
    { attributes: 'revs="20"', inside },
  );
  expect(reading.benchmarks.map(({ params }) => params)).toEqual([
    { n: '1' },
    { 'phpbench.set': 't' },
    { m: '2', 'phpbench.set': 'u' },
    { m: '2', 'phpbench.set': 'v' },
    { 'phpbench.revs': '10' },
    { 'phpbench.revs': '20' },
  ]);
  expect(reading.passedOver).toEqual([
    { why: 'two benchmarks have the same name; the first one is read', count: 1, line: 9 },
  ]);
});

it('errors are failures in their own words, and nothing at all is told', () => {
  const reading = read(
    remote,
    { inside: '<errors><error code="0">one &lt;x&gt;</error><error/></errors>' },
    { set: '<parameter-set name="empty"/>', inside: '<stats/>' },
    { set: '<parameter-set name="bad"/>', inside: '<iteration time-net="x"/>' },
  );
  expect(reading.benchmarks).toMatchObject([{ state: 'failed', message: 'one <x>', metrics: [] }]);
  expect(reading.passedOver.map(({ why }) => why)).toEqual([
    'a variant has no iterations',
    'a value is no number',
  ]);
});
