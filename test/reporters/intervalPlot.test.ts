import { expect, it, test } from 'vitest';
import { intervalPlot, plotTitle, reachOf } from '../../src/reporters/intervalPlot.ts';

const effect = (low: number, ratio: number, high: number) => ({
  low,
  ratio,
  high,
  confidence: 0.95,
});

test.each([
  ['nothing', effect(1, 1, 1), '·······●·······'],
  ['a slowdown, well known', effect(1.06, 1.07, 1.08), '·······│···─●─·'],
  ['an interval around no change', effect(0.95, 0.99, 1.03), '···───●┼──·····'],
  ['a slowdown that is barely shown', effect(1.001, 1.03, 1.06), '·······│─●──···'],
  ['more than the scale holds', effect(1.2, 1.3, 1.4), '·······│······▸'],
  ['less than it holds', effect(0.5, 0.6, 0.7), '◂······│·······'],
  ['a wide interval', effect(0.7, 1.02, 1.5), '◂──────┼●─────▸'],
])('draws %s', (_, of, drawn) => {
  expect(intervalPlot(of, 0.1)).toBe(drawn);
});

it('holds all intervals of a table where it can', () => {
  expect(reachOf([effect(0.98, 1, 1.02)])).toBe(0.05);
  expect(reachOf([effect(0.98, 1, 1.02), effect(1.05, 1.08, 1.09)])).toBe(0.1);
  expect(reachOf([effect(2, 3, 4)])).toBe(0.25);
  expect(plotTitle(0.1)).toBe('±10 %');
});
