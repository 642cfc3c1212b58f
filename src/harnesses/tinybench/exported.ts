/** Which benches does a loaded bench file offer? */
import { type ForeignBench, isBench, isFields } from './foreign.ts';

export interface ExportedBenches {
  /** Each Bench once, with the export that names it; null where none does. */
  readonly labels: ReadonlyMap<ForeignBench, string | null>;
  /** Functions that make benches when called: the default export, or else the only function. */
  readonly makers: readonly Maker[];
  /** The `throughput` export as it is. */
  readonly throughput: unknown;
}

type Maker = () => unknown;

/** Exports with a meaning of their own, or that Node adds to a CommonJS module. */
const otherExports = new Set(['throughput', 'module.exports', '__esModule']);

function isMaker(value: unknown): value is Maker {
  if (typeof value !== 'function' || value.length > 0) return false;
  return !/^class\b/.test(Function.prototype.toString.call(value));
}

/**
 * The benches in a value: itself, those in an array, or those in an object, which its keys name.
 * `label` names those that nothing nearer does.
 */
export function benchesIn(value: unknown, label: string | null): Map<ForeignBench, string | null> {
  const found = new Map<ForeignBench, string | null>();
  if (isBench(value)) return found.set(value, label);
  if (Array.isArray(value)) {
    for (const one of value) if (isBench(one)) found.set(one, label);
  } else if (isFields(value)) {
    for (const [key, one] of Object.entries(value)) {
      if (isBench(one)) found.set(one, key === 'default' ? label : key);
    }
  }
  return found;
}

/** Looks through the exports of a module; a CommonJS module's own exports are its default export. */
export function exportedBenches(namespace: object): ExportedBenches {
  const exported = new Map<string, unknown>(Object.entries(namespace));
  const main = exported.get('default');
  const inner = isFields(main) && !isBench(main) ? main : {};
  const named = [...exported].filter(([key]) => key !== 'default' && !otherExports.has(key));
  const labels = new Map<ForeignBench, string | null>();
  const sources: [string | null, unknown][] = [...named, [null, main]];
  for (const [label, value] of sources) {
    for (const [bench, nearer] of benchesIn(value, label)) {
      if (!labels.has(bench)) labels.set(bench, nearer);
    }
  }
  const mainMaker = [main, inner.default].find(isMaker);
  const namedMakers = [
    ...new Set([...named, ...Object.entries(inner)].map(([, value]) => value)),
  ].filter(isMaker);
  const makers = mainMaker ? [mainMaker] : labels.size === 0 ? namedMakers : [];
  return {
    labels,
    makers: makers.length === 1 ? makers : [],
    throughput: exported.get('throughput') ?? inner.throughput ?? null,
  };
}
