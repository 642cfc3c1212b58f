/** Who are the benchmarks of BenchmarkDotNet? Class, method and parameters; the job where only it differs. Pure. */
import type { BenchmarkName } from '../format.ts';
import { type JsonObject, textOf } from '../shape.ts';

const parameter = /^([A-Za-z_]\w*)=(.*)$/s;

/** `N=10&Text=abc` → by name. Values may hold anything: where it is not certain, it stays one text. */
function paramsOf(printed: string): Readonly<Record<string, string>> {
  if (printed === '') return {};
  const params = new Map<string, string>();
  for (const part of printed.split('&')) {
    const [, name, value] = parameter.exec(part) ?? [];
    if (name === undefined || value === undefined || params.has(name)) {
      return { parameters: printed };
    }
    params.set(name, value);
  }
  return Object.fromEntries(params);
}

/**
 * The job of `Sorting.Sort: Job-ABCDEF(Runtime=.NET 8.0) [N=10]`: what it sets, else its name. The name
 * of one that has no other changes with what it sets.
 */
function jobOf(displayInfo: string): string {
  const job = /: (.+)$/s.exec(displayInfo.replace(/ \[[^[\]]*\]$/, ''))?.[1] ?? '';
  return /^[^(]*\((.*)\)$/s.exec(job)?.[1] ?? job;
}

function nameOf(record: JsonObject): BenchmarkName | null {
  const [type, method] = [textOf(record.Type) ?? '', textOf(record.Method) ?? ''];
  if (type === '' || method === '') return null;
  const namespace = textOf(record.Namespace) ?? '';
  return {
    path: [...(namespace === '' ? [] : [namespace]), type, method],
    params: paramsOf(textOf(record.Parameters) ?? ''),
  };
}

/** Equal for the same names. */
export const nameKey = ({ path, params = {} }: BenchmarkName) =>
  JSON.stringify([path, Object.entries(params).sort()]);

/** One name a record; null for one without. Those that are there several times are told apart by their jobs. */
export function namesOf(records: readonly JsonObject[]): readonly (BenchmarkName | null)[] {
  const names = records.map(nameOf);
  const jobs = new Map<string, Set<string>>();
  const found = names.map((name, index) => {
    const job = jobOf(textOf(records[index]?.DisplayInfo) ?? '');
    if (name) jobs.set(nameKey(name), (jobs.get(nameKey(name)) ?? new Set()).add(job));
    return { name, job };
  });
  return found.map(({ name, job }) =>
    name && (jobs.get(nameKey(name))?.size ?? 0) > 1
      ? { ...name, params: { ...name.params, 'benchmarkdotnet.job': job } }
      : name,
  );
}
