import { expect, it } from 'vitest';
import type { Cell, ComparisonTable, TableRow } from '../../../src/model/comparisonTable.ts';
import { cellWord } from '../../../src/reporters/table/words.ts';

const cell = (change: Cell['change'] = null): Cell => ({
  value: 1,
  values: [1],
  spread: null,
  valuesAre: 'one',
  change,
});
const slower = cell({ ratio: 2, interval: null, verdict: 'slower' });

it.each<[string, TableRow['cells'], boolean, string | undefined]>([
  ['a change', [cell(), slower], true, '✗ slower'],
  ['a change between columns that are no sides', [cell(), slower], false, '✗ slower'],
  ['what the second side lacks', [cell(), null], true, '! missing'],
  ['what the first side lacks', [null, cell()], true, '+ added'],
  ['what both lack, of three', [null, null], true, undefined],
  ['what another size lacks, which nobody measured', [cell(), null], false, undefined],
  ['what the first size lacks', [null, cell()], false, undefined],
])('%s', (_, cells, areSides, expected) => {
  const table: ComparisonTable = {
    metric: 'time',
    unit: 's',
    direction: 'lower-is-better',
    group: [],
    columns: ['a', 'b'],
    areSides,
    rows: [{ title: 'x', cells }],
    means: [],
  };
  const said = cellWord(table, { title: 'x', cells }, 1);
  expect(said ? `${said.symbol} ${said.word}` : undefined).toBe(expected);
  expect(cellWord(table, { title: 'x', cells }, 0)).toBeNull();
});
