/** Collects the results of a text of Go's benchmarks, line by line: a file of any size. */

import { copiedText } from '../copiedText.ts';
import type { LineReader, Results } from '../format.ts';
import { cutLine } from '../plainText.ts';
import { BenchfmtReader, type BenchfmtRecord, type UnitRecord } from './benchfmt.ts';
import { Entry, EntryStore } from './entry.ts';
import { isWordAt, readPlainLine, wordEnd } from './plainLine.ts';
import { isOfGo } from './units.ts';

/** What was measured under the same package and configuration. */
export interface Block {
  package: string | null;
  /** All configuration lines but `pkg`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly entries: Map<string, Entry>;
}

export interface Collected {
  readonly blocks: readonly Block[];
  readonly units: readonly UnitRecord[];
  readonly rows: number;
}

/** A name and what follows it: `Benchmark`. */
const nameStart = 'Benchmark';

/** A last value and its unit, perhaps half of it. */
const figuresBehind = /\s[-+]?[\d.,]+(?:[eE][-+]?\d+)?\s+([^\s\d]\S*)\s*$/;

/** As Go prints a time, behind the count; what a benchmark logs is indented. */
const holdsFigures = (text: string) =>
  text.includes('ns/op') && /^(?! {4}).*?\d\s+[\d.,]+\s+ns\/op/.test(text);

/**
 * @param done told of everything once the text has ended
 */
export function collectBenchfmt(
  results: Pick<Results, 'passOver' | 'notice'>,
  done: (collected: Collected) => void,
): LineReader {
  const blocks = new Map<string, Block>();
  const anonymous: Block[] = [];
  let rows = 0;
  let last: Entry | null = null;
  /** Whether the last line was of the same name as the one before. */
  let isRepeating = true;
  /** The number of the line that is read. */
  let line = 0;
  /** Lines that have a unit twice. */
  const repeating: number[] = [];
  const reader = new BenchfmtReader((name) => {
    block.package ??= name;
  }, true);
  let block = openBlock();
  let changes = reader.changes;

  function openBlock(): Block {
    const { pkg, ...labels } = Object.fromEntries(reader.configuration);
    const opened: Block = { package: reader.package, labels, entries: new Map() };
    if (reader.package === null) {
      // Which package it is may be told at its end.
      anonymous.push(opened);
      return opened;
    }
    const key = JSON.stringify([reader.package, labels]);
    const known = blocks.get(key);
    if (known) return known;
    blocks.set(key, opened);
    return opened;
  }

  const store = new EntryStore(
    (why) => results.passOver(why, line),
    () => line,
  );

  function entryOf(name: string, announced: string | null): Entry {
    const key = announced === null ? name : `${name} ${announced}`;
    let entry = block.entries.get(key);
    if (!entry) {
      const own = copiedText(name);
      entry = new Entry(own, announced, store);
      block.entries.set(announced === null ? own : key, entry);
    }
    return entry;
  }

  function addRecord(record: BenchfmtRecord): void {
    const entry = entryOf(record.name, record.announced);
    if (record.kind !== 'result') {
      entry.ending = { kind: record.kind, message: record.message };
      return;
    }
    rows += 1;
    if (record.iterations === 0) {
      entry.lines += 1;
      entry.ending = { kind: 'failed', message: 'it ended before its first iteration did' };
      return;
    }
    ({ line } = record);
    const { values } = record;
    for (const { value, unit } of values) entry.value(value, unit);
    entry.lines += 1;
    if (!record.isWhole) results.passOver('the end of a line is no value with a unit', line);
    if (new Set(values.map(({ unit }) => unit)).size < values.length) repeating.push(line);
  }

  /** What a failed benchmark logs comes behind the line that says so. */
  let open: BenchfmtRecord | null = null;

  function closeOpen(): void {
    if (open) addRecord(open);
    open = null;
  }

  function readClosely(text: string, number: number): void {
    const [before, odd] = [reader.records.length, reader.odd.length];
    reader.read(text, number);
    const isTaken = reader.records.length > before || reader.odd.length > odd;
    if (!isTaken && holdsFigures(text)) {
      results.passOver(
        'a line holds figures and no name: something else was printed into it',
        number,
      );
    }
    for (const record of reader.records.splice(before)) {
      closeOpen();
      if (record.kind === 'result') addRecord(record);
      else open = record;
    }
    if (reader.changes === changes) return;
    closeOpen();
    changes = reader.changes;
    block = openBlock();
    last = null;
  }

  /** Repeats follow each other, or come in the order of the first time: then no name is looked up. */
  function expectedAt(text: string, start: number, end: number): Entry | null {
    if (!last) return null;
    const { next } = last;
    // As it was for the line before.
    const [likely, other] = isRepeating ? [last, next] : [next, last];
    if (likely && isWordAt(text, likely.name, start, end)) return likely;
    if (!other || !isWordAt(text, other.name, start, end)) return null;
    isRepeating = !isRepeating;
    return other;
  }

  const unitsSoFar = () =>
    new Set(
      [...blocks.values(), ...anonymous].flatMap(({ entries }) =>
        [...entries.values()].flatMap(({ units }) => units),
      ),
    );

  /** The last line, which has no end: it may be cut within a unit, and that is no other metric. */
  function readLast(text: string, start: number, end: number): void {
    const [, unit] = figuresBehind.exec(text.slice(start, end)) ?? [];
    if (!/^(?:PASS|ok|FAIL)?(?:\s|$)/.test(text.slice(start, end))) results.passOver(cutLine, line);
    if (unit !== undefined && !isOfGo(unit) && !unitsSoFar().has(unit)) return;
    if (!isRead(text, start, end)) readClosely(text.slice(start, end), line);
  }

  function isRead(text: string, start: number, end: number): boolean {
    if (!reader.isPlain) return false;
    let entry = expectedAt(text, start, end);
    const nameEnd = entry ? start + entry.name.length : wordEnd(text, start, end);
    if (!entry) {
      if (!text.startsWith(nameStart, start)) return false;
      entry = entryOf(text.slice(start, nameEnd), null);
      if (last) last.next = entry;
    }
    if (!readPlainLine(text, nameEnd, end, entry)) return false;
    last = entry;
    entry.lines += 1;
    rows += 1;
    return true;
  }

  return {
    read(lines, firstLine) {
      line = firstLine;
      for (let start = 0; start < lines.length; line += 1) {
        const at = lines.indexOf('\n', start);
        const stop = at < 0 ? lines.length : at;
        const end = stop > start && lines.charCodeAt(stop - 1) === 13 ? stop - 1 : stop;
        if (at < 0) readLast(lines, start, end);
        else if (!isRead(lines, start, end)) readClosely(lines.slice(start, end), line);
        start = stop + 1;
      }
    },
    end() {
      closeOpen();
      for (const one of reader.excess) {
        results.passOver('a configuration line has one key more than 100, and is not kept', one);
      }
      for (const one of reader.odd) {
        results.passOver('a line begins like a result and does not go on like one', one);
      }
      if (repeating.length > 0) {
        const more = repeating.length > 1 ? ` (and ${repeating.length - 1} more)` : '';
        results.notice(
          `Line ${repeating[0]}${more}: a unit stands there twice; both values count, as repeats.`,
        );
      }
      const { units } = reader;
      done({ blocks: [...blocks.values(), ...anonymous], units, rows });
    },
  };
}
