/** Entries for tests, by a few words. */
import type { TableEntry, TableSide } from '../../../src/model/tableEntry.ts';

export const sides: readonly TableSide[] = [
  { title: 'old.txt', facts: {} },
  { title: 'new.txt', facts: {} },
];

export interface EntryWords {
  readonly suite?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly metric?: Pick<TableEntry, 'metric' | 'unit' | 'direction'>;
  readonly isExact?: boolean;
  readonly valuesAre?: TableEntry['valuesAre'];
}

export const time = { metric: 'time', unit: 's', direction: 'lower-is-better' } as const;
export const throughput = {
  metric: 'throughput',
  unit: 'B/s',
  direction: 'higher-is-better',
} as const;
export const allocations = {
  metric: 'allocations',
  unit: '1',
  direction: 'lower-is-better',
} as const;
export const fields = { metric: 'fields', unit: '1', direction: null } as const;

/** @param name names joined by `/` */
export function entry(
  name: string,
  side: number,
  values: readonly number[],
  {
    suite = 'go',
    params = {},
    labels = {},
    metric = time,
    isExact = false,
    valuesAre,
  }: EntryWords = {},
): TableEntry {
  return {
    benchmark: { suite, path: name.split('/'), params, labels },
    side,
    ...metric,
    isExact,
    values,
    valuesAre: valuesAre ?? (values.length > 1 ? 'launches' : 'one'),
  };
}
