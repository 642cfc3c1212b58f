import { describe, expect, it } from 'vitest';
import { headOf } from '../../src/formats/head.ts';
import { lighthouse } from '../../src/formats/lighthouse.ts';
import { readAs } from './recordedFiles.ts';

const load = (audits: object, more: object = {}) =>
  JSON.stringify({
    lighthouseVersion: '13.5.0',
    requestedUrl: 'https://example.com/shop/',
    audits,
    configSettings: { formFactor: 'mobile', throttlingMethod: 'simulate' },
    ...more,
  });

const numeric = (numericValue: unknown, numericUnit?: string, scoreDisplayMode = 'numeric') => ({
  numericValue,
  numericUnit,
  scoreDisplayMode,
});

describe('a page load of Lighthouse', () => {
  it('has times in milliseconds, sizes in bytes, and counts', () => {
    const text = load({
      'largest-contentful-paint': numeric(1247, 'millisecond'),
      'total-byte-weight': numeric(1605, 'byte', 'metricSavings'),
      'cumulative-layout-shift': numeric(0.25, 'unitless'),
      'some-count': numeric(3, 'unitless', 'informative'),
      'dom-size': numeric(5, 'element'),
      metrics: numeric(1247, 'millisecond', 'informative'),
      'final-screenshot': { scoreDisplayMode: 'informative' },
    });
    const [benchmark] = readAs(lighthouse, text).benchmarks;
    expect(
      benchmark?.metrics.map(({ metric: { name, unit, direction }, launches: [launch] }) => [
        name,
        unit,
        direction,
        launch?.samples,
      ]),
    ).toEqual([
      ['largest-contentful-paint', 's', 'lower-is-better', [1.247]],
      ['total-byte-weight', 'B', 'lower-is-better', [1605]],
      ['cumulative-layout-shift', '1', 'lower-is-better', [0.25]],
      ['some-count', '1', null, [3]],
      ['dom-size', '1', 'lower-is-better', [5]],
    ]);
    expect(benchmark?.path).toEqual(['example.com:443', 'shop']);
    expect(benchmark?.params).toEqual({ device: 'mobile', throttling: 'simulate' });
  });

  it('passes over units that it does not know, and audits that went wrong', () => {
    const text = load({
      a: numeric(1, 'furlong'),
      b: numeric(1),
      c: { scoreDisplayMode: 'error', errorMessage: 'x' },
    });
    expect(readAs(lighthouse, text).passedOver.map(({ why }) => why)).toEqual([
      'its unit is not known: furlong',
      'its unit is not known: none',
      'an audit went wrong',
    ]);
  });

  it('has failed where it says so, but for what older versions say of success', () => {
    const of = (code: string) =>
      readAs(
        lighthouse,
        load({ a: numeric(1, 'byte') }, { runtimeError: { code, message: 'no paint' } }),
      ).benchmarks.map(({ state, message }) => [state, message]);
    expect(of('NO_FCP')).toEqual([['failed', 'no paint']]);
    expect(of('NO_ERROR')).toEqual([['measured', undefined]]);
  });

  it('has scores, of which more is better; none where it could not be given', () => {
    const categories = { performance: { score: 0.5 }, seo: { score: null } };
    const [benchmark] = readAs(lighthouse, load({}, { categories })).benchmarks;
    expect(benchmark?.metrics.map(({ metric }) => metric)).toEqual([
      { name: 'performance-score', unit: '1', direction: 'higher-is-better' },
    ]);
  });

  it('is one launch of a page: several of them are several launches', () => {
    const one = load({ a: numeric(1, 'byte') });
    const reading = readAs(lighthouse, `${one}\n${one}`);
    expect(reading.benchmarks[0]?.metrics[0]?.launches).toHaveLength(2);
  });

  it('tells what Lighthouse warns of', () => {
    const reading = readAs(lighthouse, load({}, { runWarnings: ['The page loaded too slowly.'] }));
    expect(reading.notices).toEqual(['Lighthouse warns: The page loaded too slowly.']);
  });

  it('is recognised by its first 64 KiB', () => {
    const many = Object.fromEntries(
      Array.from({ length: 2000 }, (_, index) => [`audit-${index}`, numeric(1, 'byte')]),
    );
    expect(lighthouse.detect(headOf(load(many)))).toBe(true);
    expect(lighthouse.detect(headOf('{"audits":{}}'))).toBe(false);
  });
});
