/** Who is a benchmark that Go printed? Names and parameters from its printed name. */
import type { BenchfmtRecord } from './benchfmt.ts';

/** A printed name, its GOMAXPROCS taken off. */
export interface PlainName {
  /** With `Benchmark`, its levels joined by `/`. */
  readonly name: string;
  /** GOMAXPROCS; 1 where nothing is printed of it. */
  readonly processors: number;
}

const suffix = /-([1-9]\d*)$/;

/**
 * The number at the end of all printed names of a package, or null. Without `-v` it is not known
 * whether `x-4` is a benchmark `x` on four processors, or a benchmark `x-4` on one: only where all
 * names end in the same number, it is no part of them.
 */
function commonProcessors(names: readonly string[]): number | null {
  const numbers = new Set(names.map((name) => suffix.exec(name)?.[1] ?? null));
  const [only] = numbers;
  return numbers.size === 1 && only ? Number(only) : null;
}

/**
 * The values of GOMAXPROCS that the names of a package end in: as announced names tell, else as all
 * names have it in common.
 */
function processorsOf(records: readonly BenchfmtRecord[]): ReadonlySet<number> {
  const results = records.filter(({ kind }) => kind === 'result');
  const announced = results.flatMap((record) => processorsAnnounced(record) ?? []);
  if (announced.length > 0) return new Set(announced);
  const common = commonProcessors(results.map(({ name }) => name));
  return new Set(common === null ? [] : [common]);
}

/** What stands behind the announced name; null where none was. */
const processorsAnnounced = ({ name, announced }: BenchfmtRecord) =>
  announced === null ? null : Number(name.slice(announced.length + 1) || 1);

/** The names of all records, in order: by what was announced, else by the package's other names. */
export function plainNames(records: readonly BenchfmtRecord[]): readonly PlainName[] {
  const packages = new Map<string | null, BenchfmtRecord[]>();
  for (const record of records) {
    const those = packages.get(record.package);
    if (those) those.push(record);
    else packages.set(record.package, [record]);
  }
  const known = new Map([...packages].map(([name, those]) => [name, processorsOf(those)]));
  return records.map((record) => {
    const { name, announced } = record;
    if (announced !== null) {
      return { name: announced, processors: processorsAnnounced(record) ?? 1 };
    }
    const processors = Number(suffix.exec(name)?.[1] ?? 1);
    return processors > 1 && known.get(record.package)?.has(processors)
      ? { name: name.replace(suffix, ''), processors }
      : { name, processors: 1 };
  });
}

/** The function of a benchmark: the first level of its name. */
export const functionOf = (name: string) => name.split('/')[0] ?? name;

/** What the names of a function's benchmarks begin with: `Parse` for `BenchmarkParse`. */
export const shortName = (functionName: string) => functionName.replace(/^Benchmark(?=.)/, '');

const noParams = {};

/** Levels `key=value` are parameters, all others names. */
export function identityOf(name: string): {
  readonly path: readonly string[];
  readonly params: Readonly<Record<string, string>>;
} {
  let slash = name.indexOf('/');
  if (slash < 0) return { path: [shortName(name)], params: noParams };
  const path = [shortName(name.slice(0, slash))];
  let params: [string, string][] | null = null;
  while (slash >= 0) {
    const start = slash + 1;
    slash = name.indexOf('/', start);
    const level = name.slice(start, slash < 0 ? name.length : slash);
    const equals = level.indexOf('=');
    const key = level.slice(0, Math.max(0, equals));
    if (key === '' || params?.some(([known]) => known === key)) path.push(level);
    else {
      params ??= [];
      params.push([key, level.slice(equals + 1)]);
    }
  }
  return { path, params: params ? Object.fromEntries(params) : noParams };
}
