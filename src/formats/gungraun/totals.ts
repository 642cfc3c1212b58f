/** Where do the versions of gungraun's summary keep what each tool counted in all? */
import type { JsonDocument } from '../jsonDocument.ts';
import { at, type JsonObject, listOf, numberOf, objectOf, objectsOf, textOf } from '../shape.ts';

/** What one tool counted. */
export interface ToolTotal {
  /** As the file says it: `Callgrind`, `DHAT`, `Memcheck`. */
  readonly tool: string;
  /** By the tool's own names; null where the file tells no total. */
  readonly counters: JsonObject | null;
  /** What the file says of the tool. */
  readonly record: JsonObject;
}

/** The newest version of the summary that is known. */
export const newestVersion = 7;

/** A total is an object with one key that says what it is of, or the text `None`. */
const withoutKind = (total: unknown): JsonObject | null => {
  const [counters] = Object.values(objectOf(total) ?? {});
  return objectOf(counters) ?? null;
};

/** Versions 1 and 2 have one entry per process, and a total of them only where it is one. */
function onlyRun(summaries: unknown): JsonObject | null {
  const runs = objectsOf(summaries);
  return runs.length === 1 ? (objectOf(at(runs[0], 'events')) ?? null) : null;
}

/** Up to version 3, Callgrind has a place of its own. */
function olderTotals({ value, rows }: JsonDocument, version: number): ToolTotal[] {
  const callgrind = objectOf(at(value, 'callgrind_summary'));
  const ofCallgrind =
    version < 3
      ? onlyRun(at(callgrind, 'summaries'))
      : (objectOf(at(callgrind, 'callgrind_run', 'total', 'summary')) ?? null);
  const others = [...rows(value, 'tool_summaries')].map((record) => ({
    tool: textOf(record.tool) ?? '',
    counters: version < 3 ? null : withoutKind(at(record, 'summaries', 'total')),
    record,
  }));
  return callgrind
    ? [{ tool: 'Callgrind', counters: ofCallgrind, record: callgrind }, ...others]
    : others;
}

/** The totals of a summary, in its order. */
export function totalsOf(document: JsonDocument, version: number): ToolTotal[] {
  if (version < 4) return olderTotals(document, version);
  return [...document.rows(document.value, 'profiles')].map((record) => ({
    tool: textOf(record.tool) ?? '',
    counters:
      version < 7
        ? withoutKind(at(record, 'summaries', 'total', 'summary'))
        : (objectOf(at(record, 'data', 'total', 'metrics')) ?? null),
    record,
  }));
}

export interface Counted {
  readonly value: number;
  /** Empty where the file does not say it. */
  readonly unit: string;
}

/** A plain number, one whose type is told, or, of perf, one with a unit. */
function countedOf(counted: unknown): Counted | null {
  const value = at(counted, 'value') ?? counted;
  const number = numberOf(value) ?? numberOf(at(value, 'Int')) ?? numberOf(at(value, 'Float'));
  const unit = textOf(at(counted, 'unit')) ?? '';
  return number === undefined ? null : { value: number, unit };
}

/**
 * What was counted now. `old` is what only the run that it was compared with has; null is what cannot be read.
 */
export function countedNow(counter: unknown): Counted | 'old' | null {
  const either = at(counter, 'metrics');
  const values = at(counter, 'values') ?? counter;
  const now = at(either, 'Left') ?? listOf(at(either, 'Both'))?.[0] ?? at(values, 'new');
  if (now !== undefined && now !== null) return countedOf(now);
  const isOld = at(either, 'Right') !== undefined || numberOf(at(values, 'old')) !== undefined;
  return isOld || at(values, 'old', 'value') !== undefined ? 'old' : null;
}
