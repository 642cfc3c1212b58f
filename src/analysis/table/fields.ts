/** What can tables be arranged, filtered and sorted by? Every entry's fields by their names. Pure. */
import { benchmarkId } from '../../model/identity.ts';
import type { TableBenchmark, TableEntry, TableSide } from '../../model/tableEntry.ts';

/** Fields of every entry; parameters and labels come to it by their own names. */
const commonFields = ['id', 'suite', 'name', 'params', 'side', 'metric', 'unit'] as const;

/** Whether every entry has the field, so that its values say themselves what they are. */
export const isCommonField = (name: string) => commonFields.some((one) => one === name);

/** One of the names that a benchmark's name consists of, from 1. */
export const namePart = /^name\.([1-9]\d?)$/;

/** A field as one word of an entry; undefined where the entry has none of that name. */
export type Field = (entry: TableEntry) => string | undefined;

export const nameOf = ({ path }: TableBenchmark) => path.join('/');

export const idOf = ({ suite, path, params }: TableBenchmark) =>
  benchmarkId({ suite, path: [...path], params });

/** `a=1,b=2`, sorted by name. */
export function paramsText(
  params: Readonly<Record<string, string>>,
  without: ReadonlySet<string>,
): string {
  const names = Object.keys(params);
  const [first] = names;
  // Of very many benchmarks, most have one or none.
  if (first === undefined) return '';
  if (names.length === 1) return without.has(first) ? '' : `${first}=${params[first]}`;
  return names
    .filter((name) => !without.has(name))
    .sort()
    .map((name) => `${name}=${params[name]}`)
    .join(',');
}

const own = (record: Readonly<Record<string, string>>, key: string) =>
  Object.hasOwn(record, key) ? record[key] : undefined;

const none: ReadonlySet<string> = new Set();

/**
 * The field of a name. `param:x` and `label:x` say which kind is meant where both have an `x`, or where
 * it is called like a common field.
 */
export function fieldNamed(name: string, sides: readonly TableSide[]): Field {
  const [, kind, key = ''] = /^(param|label):(.*)$/s.exec(name) ?? [];
  if (kind === 'param') return ({ benchmark }) => own(benchmark.params, key);
  if (kind === 'label') return ({ benchmark }) => own(benchmark.labels, key);
  switch (name) {
    case 'id':
      return ({ benchmark }) => idOf(benchmark);
    case 'suite':
      return ({ benchmark }) => benchmark.suite;
    case 'name':
      return ({ benchmark }) => nameOf(benchmark);
    case 'params':
      return ({ benchmark }) => paramsText(benchmark.params, none);
    case 'side':
      return ({ side }) => sides[side]?.title;
    case 'metric':
      return ({ metric }) => metric;
    case 'unit':
      return ({ unit }) => unit;
    default: {
      const [, place] = namePart.exec(name) ?? [];
      if (place !== undefined) return ({ benchmark }) => benchmark.path[Number(place) - 1];
      return ({ benchmark, side }) =>
        own(benchmark.params, name) ??
        own(benchmark.labels, name) ??
        own(sides[side]?.facts ?? {}, name);
    }
  }
}

/**
 * All names that {@link fieldNamed} finds something by, common ones first: then the names of which names
 * consist (`name.1`), parameters, labels, and facts of the sides. Linear.
 */
export function fieldNames(entries: readonly TableEntry[], sides: readonly TableSide[]): string[] {
  const benchmarks = new Set(entries.map(({ benchmark }) => benchmark));
  const names = new Set<string>(commonFields);
  let parts = 0;
  for (const { path } of benchmarks) parts = Math.max(parts, path.length);
  if (parts > 1) for (let part = 1; part <= parts; part += 1) names.add(`name.${part}`);
  for (const { params } of benchmarks) for (const name of Object.keys(params)) names.add(name);
  const labels = new Set([...benchmarks].map((benchmark) => benchmark.labels));
  for (const label of labels) for (const name of Object.keys(label)) names.add(name);
  for (const { facts } of sides) for (const name of Object.keys(facts)) names.add(name);
  return [...names];
}
