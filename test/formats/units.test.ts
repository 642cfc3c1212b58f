import { describe, expect, it } from 'vitest';
import { printedNumber } from '../../src/formats/numbers.ts';
import { metricName, printedUnit } from '../../src/formats/units.ts';

const lower = 'lower-is-better';
const higher = 'higher-is-better';

describe('printedUnit', () => {
  it.each<[string, number, number, string, string]>([
    ['s', 1.5, 1.5, 's', lower],
    ['seconds', 2, 2, 's', lower],
    ['ms', 1.5, 0.0015, 's', lower],
    ['us', 3, 0.000003, 's', lower],
    ['\u00B5s', 3, 0.000003, 's', lower],
    ['\u03BCs', 3, 0.000003, 's', lower],
    ['ns', 123.4, 123.4e-9, 's', lower],
    ['ps', 500, 5e-10, 's', lower],
    ['min', 2, 120, 's', lower],
    ['h', 1, 3600, 's', lower],
    ['ns/op', 10, 1e-8, 's', lower],
    ['ms/op', 10, 0.01, 's', lower],
    ['ns/iter', 10, 1e-8, 's', lower],
    ['B', 12, 12, 'B', lower],
    ['kB', 2, 2000, 'B', lower],
    ['KB', 2, 2000, 'B', lower],
    ['KiB', 2, 2048, 'B', lower],
    ['MB', 2, 2e6, 'B', lower],
    ['MiB', 2, 2 * 1024 ** 2, 'B', lower],
    ['B/op', 16, 16, 'B', lower],
    ['MB/s', 2, 2e6, 'B/s', higher],
    ['MB/sec', 2, 2e6, 'B/s', higher],
    ['KiB/ms', 1, 1_024_000, 'B/s', higher],
    ['ops/s', 5, 5, '1/s', higher],
    ['ops/sec', 5, 5, '1/s', higher],
    ['ops/ms', 5, 5000, '1/s', higher],
    ['ops/us', 5, 5e6, '1/s', higher],
    ['ops/ns', 5, 5e9, '1/s', higher],
    ['ops/min', 60, 1, '1/s', higher],
    ['req/s', 5, 5, '1/s', higher],
    ['Hz', 5, 5, '1/s', higher],
    ['allocs/op', 3, 3, '1', lower],
  ])('%s: %f is %f %s', (name, printed, value, unit, direction) => {
    const found = printedUnit(name);
    expect(found).toMatchObject({ unit, direction });
    expect(found?.toBase(printed)).toBe(value);
  });

  it.each(['furlongs', '', 'x/y', 's/s', '#', '%', 'constructor', 'widgets/box'])(
    'does not know %j',
    (name) => {
      expect(printedUnit(name)).toBeNull();
    },
  );
});

describe('metricName', () => {
  it.each([
    ['http_req_duration{expected_response:true}', 'http-req-duration-expected-response-true'],
    ['L1 Hits', 'l1-hits'],
    ['·gc.alloc.rate.norm', 'gc.alloc.rate.norm'],
    ['bytesPerSecond', 'bytes-per-second'],
    ['  ', ''],
    ['µ', ''],
    ['x'.repeat(150), 'x'.repeat(100)],
  ])('%j → %j', (text, name) => {
    expect(metricName(text)).toBe(name);
  });
});

describe('printedNumber', () => {
  it.each<[string, boolean, number | null]>([
    ['12.5', false, 12.5],
    ['-3e-7', false, -3e-7],
    ['\u22123', false, -3],
    ['1,234', true, 1234],
    ['1,516,811,857', true, 1_516_811_857],
    ['1,234.56', true, 1234.56],
    // 1234 or 1.234? Only a harness that separates thousands tells.
    ['1,234', false, null],
    ['12,5', false, 12.5],
    ['12,5', true, 12.5],
    ['1,2,3', true, null],
    ['', false, null],
    ['0x10', false, null],
    ['NaN', false, null],
    ['1 000', true, null],
  ])('%j is %o → %o', (text, separatesThousands, number) => {
    expect(printedNumber(text, separatesThousands)).toBe(number);
  });
});
