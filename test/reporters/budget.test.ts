import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Block, fitBlocks } from '../../src/reporters/budget.ts';

function block(importance: number, what: string, items: string[], frame: string[] = []): Block {
  return { importance, what, items: items.map((text) => () => text), before: frame, after: frame };
}

const head = block(0, '', [], ['head']);

test('everything stays where there is room, in the order given', () => {
  const blocks = [head, block(2, 'b', ['b1'], ['-']), block(1, 'a', ['a1', 'a2'])];
  expect(fitBlocks(blocks, 1000)).toEqual({
    lines: [
      ['head', 'head'],
      ['-', 'b1', '-'],
      ['a1', 'a2'],
    ],
    omissions: [],
  });
});

test('the least important goes first, and nothing less important fills the gap', () => {
  const blocks = [block(2, 'b', ['b']), block(1, 'a', ['a'.repeat(8), 'a'.repeat(50)])];
  expect(fitBlocks(blocks, 20)).toEqual({
    lines: [[], ['aaaaaaaa']],
    omissions: [
      { what: 'b', count: 1 },
      { what: 'a', count: 1 },
    ],
  });
});

test('a frame without items does not stay', () => {
  expect(fitBlocks([block(1, 'a', ['a'.repeat(9)], ['frame'])], 12).lines).toEqual([[]]);
});

test('what is left out is not even rendered', () => {
  const unwanted = () => {
    throw new Error('rendered');
  };
  const blocks = [
    { ...block(1, 'a', []), items: [() => 'a'.repeat(8), () => 'a'.repeat(50), unwanted] },
    { ...block(2, 'b', []), items: [unwanted] },
  ];
  expect(fitBlocks(blocks, 20).omissions.map(({ count }) => count)).toEqual([2, 1]);
});

test('never longer than asked, and every item is kept or told', () => {
  const blocks = fc.array(
    fc.record({
      importance: fc.nat(5),
      what: fc.string(),
      items: fc.array(
        fc.string({ maxLength: 20 }).map((text) => () => text),
        { minLength: 1, maxLength: 9 },
      ),
      before: fc.array(fc.string({ maxLength: 5 }), { maxLength: 2 }),
      after: fc.array(fc.string({ maxLength: 5 }), { maxLength: 2 }),
    }),
  );
  fc.assert(
    fc.property(blocks, fc.nat(400), (given, maxLength) => {
      const { lines, omissions } = fitBlocks(given, maxLength);
      const text = lines.flat().map((line) => `${line}\n`);
      expect(text.join('').length).toBeLessThanOrEqual(maxLength);
      const kept = given.map((one, index) =>
        Math.max(0, (lines[index]?.length ?? 0) - one.before.length - one.after.length),
      );
      const left = omissions.reduce((sum, { count }) => sum + count, 0);
      const all = given.reduce((sum, { items }) => sum + items.length, 0);
      expect(kept.reduce((sum, count) => sum + count, 0) + left).toBe(all);
    }),
  );
});
