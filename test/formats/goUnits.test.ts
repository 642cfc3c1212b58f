import { describe, expect, it } from 'vitest';
import { goMetric } from '../../src/formats/go/units.ts';

const told = (...properties: readonly string[]) =>
  properties.map((property) => {
    const [key = '', value = ''] = property.split('=');
    return { unit: 'text-bytes', key, value };
  });

describe('goMetric', () => {
  it('is exact where the file says so, and only then', () => {
    expect(goMetric('text-bytes', told('assume=exact')).metric).toStrictEqual({
      name: 'text',
      unit: 'B',
      direction: 'lower-is-better',
      isExact: true,
    });
    expect(goMetric('text-bytes', told('assume=nothing')).metric.isExact).toBeUndefined();
    expect(goMetric('data-bytes', told('assume=exact')).metric.isExact).toBeUndefined();
  });

  it('has the direction that the file tells, the last one where it tells several', () => {
    const directionOf = (...properties: string[]) =>
      goMetric('text-bytes', told(...properties)).metric.direction;
    expect(directionOf('better=higher')).toBe('higher-is-better');
    expect(directionOf('better=higher', 'assume=exact', 'better=lower')).toBe('lower-is-better');
    expect(directionOf('better=sideways')).toBe('lower-is-better');
  });
});
