import { describe, expect, test } from 'vitest';
import type { Comparison, Verdict } from '../../src/model/comparison.ts';
import type { Drift } from '../../src/model/drift.ts';
import { tellDrift } from '../../src/reporters/drift.ts';
import { comparisonSections } from '../../src/reporters/sections.ts';
import { readReport } from './readReport.ts';

const drift: Drift = { ratio: 1.061, moved: 48, compared: 50, cause: 'shared', usualSpread: null };

describe('how a drift is told', () => {
  test('how many, which way, how far', () => {
    expect(tellDrift(drift, {}).fact).toBe(
      'Most benchmarks (48 of 50) got slower together, by about 6.1 %.',
    );
    expect(tellDrift({ ...drift, ratio: 0.8 }, {}).fact).toContain(
      'got faster together, by about 20 %',
    );
  });

  test.each([
    ['shared', null, /^Both sides ran side by side, so it is not the machine: look for what they/],
    [
      'unusual',
      0.012,
      /^That is more than runs on this machine usually differ \(±1.2 %\): look for/,
    ],
    [
      'machine',
      0.052,
      /known to differ so much \(±5.2 %\): `npx perfwatch run --against REF` tells/,
    ],
    ['unknown', null, /^It may be the machine: `npx perfwatch run --against REF` measures both/],
  ] as const)('%s', (cause, usualSpread, expected) => {
    expect(tellDrift({ ...drift, cause, usualSpread }, {}).explanation).toMatch(expected);
  });

  test.each([
    [
      'machine',
      0.052,
      /`npx perfwatch compare "old\/\*" "new\/\*" --paired`, both sides tell whether/,
    ],
    ['unknown', null, /^It may be the machine: measured in turns, .* both sides tell\.$/],
  ] as const)('%s, of results of others', (cause, usualSpread, expected) => {
    const { explanation } = tellDrift({ ...drift, cause, usualSpread }, { imported: true });
    expect(explanation).toMatch(expected);
    expect(explanation).not.toContain('perfwatch run');
  });
});

function comparison(id: string, verdict: Verdict, ratio: number, more: Partial<Comparison> = {}) {
  return {
    id,
    suite: 'rust',
    metric: 'time',
    unit: 's',
    direction: 'lower-is-better',
    verdict,
    base: { value: 1, launches: 10 },
    candidate: { value: ratio, launches: 10 },
    effect: { ratio, low: ratio - 0.01, high: ratio + 0.01, confidence: 0.95 },
    ...more,
  } satisfies Comparison;
}

function sectionsOf(comparisons: Comparison[], given: Drift | null = drift) {
  const { attention, movedAlong, ...others } = comparisonSections({
    ...readReport('green'),
    drift: given,
    comparisons,
  });
  return {
    ...others,
    open: attention.flatMap(({ rows }) => rows),
    moved: movedAlong?.rows.map(({ id }) => id) ?? [],
    title: movedAlong?.title,
  };
}

describe('what moved along is folded', () => {
  const along = [
    comparison('a', 'regressed', 1.08),
    comparison('b', 'regressed', 1.06),
    comparison('c', 'inconclusive', 1.05),
  ];

  test('but for the worst of it', () => {
    const { open, moved, title } = sectionsOf(along);
    expect(open.map(({ id }) => id)).toEqual(['a']);
    expect(moved).toEqual(['b', 'c']);
    expect(title).toBe('2 more moved along: +5.0 % to +6.0 %, 1 regressed, 1 inconclusive');
  });

  test('and all of it where something went further', () => {
    const { open, moved } = sectionsOf([comparison('far', 'regressed', 1.3), ...along]);
    expect(open.map(({ id }) => id)).toEqual(['far']);
    expect(moved).toEqual(['a', 'b', 'c']);
  });

  test('never what went the other way, failed, was accepted, or is no time', () => {
    const accepted = { accepted: { reason: 'so it is' } };
    const {
      open,
      moved,
      accepted: rows,
    } = sectionsOf([
      ...along,
      comparison('failed', 'failed', 1, { metric: null, effect: null }),
      comparison('faster', 'improved', 0.9),
      comparison('memory', 'regressed', 1.06, { metric: 'memory', unit: 'B' }),
      comparison('excused', 'regressed', 1.06, accepted),
    ]);
    expect(open.map(({ id }) => id)).toEqual(['a', 'memory', 'failed', 'faster']);
    expect(moved).toEqual(['b', 'c']);
    expect(rows.map(({ id }) => id)).toEqual(['excused']);
  });

  test('nothing without a drift', () => {
    const { open, moved } = sectionsOf(along, null);
    expect(open).toHaveLength(3);
    expect(moved).toEqual([]);
  });

  test('the drift is the reason of what moved along, all else keeps its own', () => {
    const reason = 'Why it is so.';
    const { open } = sectionsOf([
      comparison('other', 'inconclusive', 0.9, { reason }),
      comparison('along', 'inconclusive', 1.06, { reason }),
      comparison('beyond', 'regressed', 1.06, { reason }),
    ]);
    expect(open.map((row) => [row.id, row.reason])).toEqual([
      ['other', reason],
      ['along', ''],
    ]);
    expect(sectionsOf([comparison('beyond', 'regressed', 1.06, { reason })]).open).toMatchObject([
      { id: 'beyond', reason },
    ]);
  });
});
