import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ValueBuffer } from '../../src/formats/valueBuffer.ts';
import { mostValues, Values } from '../../src/formats/values.ts';

/** What the series would have been given one by one. */
function byHand(added: readonly (readonly [number, number])[], series: number): Values {
  const values = Values.none();
  for (const [to, value] of added) if (to === series) values.add(value);
  return values;
}

function buffered(added: readonly (readonly [number, number])[], series: number): ValueBuffer {
  const buffer = new ValueBuffer();
  buffer.open(series);
  for (const [to, value] of added) buffer.add(to, value);
  return buffer;
}

describe('ValueBuffer', () => {
  it('gives each series its values, in order', () => {
    const value = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
    const all = fc.array(fc.tuple(fc.nat(9), value), { maxLength: 5000, size: 'max' });
    fc.assert(
      fc.property(all, (added) => {
        const buffer = buffered(added, 10);
        for (let series = 0; series < 10; series += 1) {
          const found = buffer.valuesOf(series);
          const expected = byHand(added, series);
          expect(found.samples).toEqual(expected.samples);
          expect(found.sampleCount).toBe(expected.sampleCount);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('goes on where it has handed values over before', () => {
    const buffer = new ValueBuffer();
    const first = buffer.open(1);
    buffer.add(first, 1);
    expect(buffer.valuesOf(first).samples).toEqual([1]);
    const second = buffer.open(2);
    buffer.add(second, 3);
    buffer.add(first, 2);
    expect(buffer.valuesOf(first).samples).toEqual([1, 2]);
    expect(buffer.valuesOf(second).samples).toEqual([3]);
    expect(buffer.valuesOf(second + 1).samples).toEqual([]);
  });

  it('keeps the same choice of very many values, however they come', () => {
    const added = Array.from(
      { length: 40 * mostValues },
      (_, index) => [index % 3, 1 + index] as const,
    );
    const buffer = buffered(added, 3);
    for (const series of [0, 1, 2]) {
      const found = buffer.valuesOf(series);
      expect(found.samples).toHaveLength(mostValues);
      expect(found.sampleCount).toBe(byHand(added, series).sampleCount);
      expect(found.samples).toEqual(byHand(added, series).samples);
    }
  });
});
