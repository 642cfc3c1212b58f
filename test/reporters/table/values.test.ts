import { describe, expect, it } from 'vitest';
import { fixedUnit, tableValue } from '../../../src/reporters/table/values.ts';

describe('a value in the unit that was asked for', () => {
  it.each([
    [1.2e-7, 's', '1.200e-7 s'],
    [6.5e-6, 's', '6.500e-6 s'],
    [1.2e-7, 'ns', '120.0 ns'],
    [0.001234, 's', '0.001234 s'],
    [0.98765, 's', '0.9877 s'],
    [12.3456, 's', '12.35 s'],
    [123456, 's', '123456 s'],
    [0, 's', '0 s'],
  ])('%d s as %s: %s', (value, unit, text) => {
    expect(tableValue(value, 's', fixedUnit(unit))).toBe(text);
  });

  it('is never shown as nothing', () => {
    expect(tableValue(2800, 'B', fixedUnit('GB'))).toBe('2.800e-6 GB');
  });

  it('is in one that suits it where the unit is of something else', () => {
    expect(tableValue(2800, 'B', fixedUnit('s'))).toBe('2.73 KiB');
  });
});
