import { expect, test } from 'vitest';
import type { Warning } from '../../src/model/warning.ts';
import { worthALook, worthALookTitle } from '../../src/reporters/worthALook.ts';
import { readReport } from './readReport.ts';

const warning = (id: string, text: string, kind: Warning['kind'] = 'outliers') => ({
  id,
  suite: 'rust',
  kind,
  text,
});

const lookAt = (warnings: Warning[], details = false) =>
  worthALook({ ...readReport('green'), warnings }, details);

const slow = (id: string, share: string) => warning(id, `Late ones are ${share} slower: mend it.`);

test('what several warnings say is told once, percentages as a range', () => {
  const warnings = [slow('a', '8.2 %'), slow('b', '30 %'), slow('c', '12 %'), slow('d', '12 %')];
  expect(lookAt(warnings)).toEqual([
    {
      advice: 'Mend it.',
      facts: [{ ids: ['a', 'b', 'c', 'd'], text: 'Late ones are 8.2 to 30 % slower.' }],
    },
  ]);
  expect(lookAt(warnings, true)).toEqual([
    {
      advice: 'Mend it.',
      facts: [
        { ids: ['a'], text: 'Late ones are 8.2 % slower.' },
        { ids: ['b'], text: 'Late ones are 30 % slower.' },
        { ids: ['c', 'd'], text: 'Late ones are 12 % slower.' },
      ],
    },
  ]);
  expect(worthALookTitle(lookAt(warnings))).toBe('Worth a look: 4 benchmarks');
});

test('different facts with the same advice share it, and no advice is no advice', () => {
  expect(
    lookAt([
      warning('a', 'One thing: mend it.'),
      warning('b', 'Just so.'),
      warning('c', 'Another thing: mend it.'),
    ]),
  ).toEqual([
    {
      advice: 'Mend it.',
      facts: [
        { ids: ['a'], text: 'One thing.' },
        { ids: ['c'], text: 'Another thing.' },
      ],
    },
    { advice: '', facts: [{ ids: ['b'], text: 'Just so.' }] },
  ]);
});

test('benchmarks that are others than they were come first', () => {
  const looks = lookAt([
    warning('a', 'Far out: mend it.'),
    warning('z', 'It was edited: check.', 'changed'),
  ]);
  expect(looks.map(({ advice }) => advice)).toEqual(['Check.', 'Mend it.']);
});

test('what the reason of a verdict advises already is not told again', () => {
  const report = readReport('green');
  const comparisons = report.comparisons.map((one) => ({ ...one, reason: 'Coarse: mend it.' }));
  const id = comparisons[0]?.id ?? '';
  const warnings = [warning(id, 'One step: mend it.'), warning('other', 'One step: mend it.')];
  expect(worthALook({ ...report, comparisons, warnings }, true)).toEqual([
    { advice: 'Mend it.', facts: [{ ids: ['other'], text: 'One step.' }] },
  ]);
});
