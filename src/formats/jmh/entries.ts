/** Which results does a document of JMH hold, and which values has each? */
import type { Results } from '../format.ts';
import type { JsonDocument } from '../jsonDocument.ts';
import { type JsonObject, listOf, numberOf, objectOf, textOf } from '../shape.ts';
import type { Fork } from './values.ts';

/** A primary or secondary metric of a result. */
export type Measured = JsonObject;

export interface Entry {
  /** As printed: `example.Sorting.sort`. */
  readonly benchmark: string;
  /** `thrpt`, `avgt`, `sample` or `ss`. */
  readonly mode: string;
  readonly threads: number | null;
  /** So many calls are one operation; null where the file says something else than a number. */
  readonly batchSize: number | null;
  readonly record: JsonObject;
}

function wholeNumber(value: unknown): number | null {
  const number = numberOf(value) ?? 0;
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}

function entryOf(record: JsonObject): Entry | null {
  const benchmark = textOf(record.benchmark);
  const mode = textOf(record.mode);
  if (benchmark === undefined || benchmark === '' || mode === undefined) return null;
  const { measurementBatchSize: batchSize = 1 } = record;
  return {
    benchmark,
    mode,
    threads: numberOf(record.threads) ?? null,
    batchSize: wholeNumber(batchSize),
    record,
  };
}

/** The results of a document; tells what else stands in their list. */
export function entriesOf({ value, rows }: JsonDocument, results: Results): readonly Entry[] {
  const entries: Entry[] = [];
  const one = objectOf(value);
  for (const record of one ? [one] : rows(value)) {
    const entry = entryOf(record);
    if (entry) entries.push(entry);
    else results.passOver('a result has no "benchmark" and "mode"');
  }
  return entries;
}

/** Numbers that JSON does not know are texts here: `"NaN"`, `"+INF"`. */
const number = (value: unknown) => numberOf(value) ?? Number.NaN;

/** Values with their counts of one fork, from `[[value, count], …]` by iteration. */
function histogramOf(iterations: readonly unknown[]): Fork {
  const bins: (readonly [number, number])[] = [];
  let count = 0;
  for (const iteration of iterations) {
    for (const bin of listOf(iteration) ?? []) {
      const [value, times] = listOf(bin) ?? [];
      const many = wholeNumber(times);
      // How often it was measured is a part of the value.
      bins.push(many === null ? [Number.NaN, 1] : [number(value), many]);
      count += many ?? 1;
    }
  }
  return { kind: 'call', bins, count };
}

/**
 * The values of a metric by the process that measured them. Where there are no raw ones, the score is
 * the one value.
 */
export function forksOf(measured: Measured, { list }: JsonDocument): readonly Fork[] {
  const histograms = list(measured, 'rawDataHistogram');
  if (listOf(measured.rawDataHistogram)) {
    return histograms.map((_, fork) => histogramOf(list(measured, 'rawDataHistogram', fork)));
  }
  const forks = list(measured, 'rawData');
  if (!listOf(measured.rawData)) {
    const score = numberOf(measured.score);
    return score === undefined ? [] : [{ kind: 'figure', bins: [[score, 1]], count: 1 }];
  }
  return forks.map((_, fork): Fork => {
    const values = list(measured, 'rawData', fork).map(number);
    return {
      kind: 'batch',
      bins: values.map((value) => [value, 1] as const),
      count: values.length,
    };
  });
}
