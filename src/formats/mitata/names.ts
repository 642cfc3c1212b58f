/** How are mitata's benchmarks called, and with what arguments were they run? Pure. */
import type { BenchmarkName } from '../format.ts';
import { at, type JsonObject, listOf, textOf, textsOf } from '../shape.ts';

/** Version 1 keeps names of groups apart, with what stands in them by number. */
function groupOf(benchmark: JsonObject, layout: readonly unknown[]): string | undefined {
  const { group } = benchmark;
  return textOf(typeof group === 'number' ? at(layout[group], 'name') : group);
}

/** Null for one without a name. */
export function nameOf(
  benchmark: JsonObject,
  run: JsonObject,
  document: unknown,
): BenchmarkName | null {
  const group = groupOf(benchmark, listOf(at(document, 'layout')) ?? []);
  const name = textOf(benchmark.alias) ?? textOf(benchmark.name);
  if (name === undefined || name === '') return null;
  return { path: group ? [group, name] : [name], params: textsOf(run.args) };
}
