/**
 * What does the text of Go's benchmarks say? The format of `go test -bench`, which other tools write
 * too (https://go.dev/design/14313-benchmark-format), with what the testing package prints around
 * it: names before they run (`-v`), failures, skips, logs. Pure, linear, and never throws.
 */
import { stripVTControlCharacters } from 'node:util';
import {
  fieldsOf,
  figuresAtEnd,
  isAnnounced,
  isName,
  type LineFigures,
  lineFigures,
  nameInside,
  type PrintedValue,
} from './resultLine.ts';

interface Named {
  /** As printed: with `Benchmark`, and perhaps with `-N` for GOMAXPROCS at its end. */
  readonly name: string;
  /** The name that was announced before it ran, which has no `-N`; null without `-v`. */
  readonly announced: string | null;
  /** The package, where the text tells it. */
  readonly package: string | null;
  /** From 1. */
  readonly line: number;
}

/** One line of results: an average over `iterations` calls. */
export interface ResultRecord extends Named {
  readonly kind: 'result';
  readonly iterations: number;
  readonly values: readonly PrintedValue[];
  /** Whether nothing stands behind the last value and its unit. */
  readonly isWhole: boolean;
}

/** A benchmark that failed or was skipped. */
export interface EndingRecord extends Named {
  readonly kind: 'failed' | 'skipped';
  /** What it logged, line by line; empty for nothing. */
  readonly message: string;
}

export type BenchfmtRecord = ResultRecord | EndingRecord;

/** What a `Unit` line tells of a unit, e.g. `better` is `higher`. */
export interface UnitRecord {
  readonly unit: string;
  readonly key: string;
  readonly value: string;
}

export interface Benchfmt {
  readonly records: readonly BenchfmtRecord[];
  /** The last value of each configuration line: `goos`, `goarch`, `cpu`, … */
  readonly configuration: ReadonlyMap<string, string>;
  readonly units: readonly UnitRecord[];
  /** Names that were begun and of which nothing more was said, in order. Groups are among them. */
  readonly unfinished: readonly string[];
}

/** As `Benchfmt` has them, while the package of the last ones may not be known yet. */
type Mutable<Kind> = { -readonly [Key in keyof Kind]: Kind[Key] };
type OpenRecord = Mutable<ResultRecord> | Mutable<EndingRecord>;

/** Each result has all keys so far; nobody tells of more circumstances than so many. */
const mostKeys = 100;

/** Reads one line after the other. */
export class BenchfmtReader {
  readonly records: OpenRecord[] = [];
  readonly configuration = new Map<string, string>();
  readonly units: UnitRecord[] = [];
  /** Begun, and nothing more was said; by name. */
  readonly open = new Set<string>();
  readonly #tell: (name: string) => void;
  readonly #takesAnyName: boolean;
  #package: string | null = null;
  /** How many records are of packages that have ended. */
  #ended = 0;
  #announced: string | null = null;
  /** A name whose figures come on a later line. */
  #pending: string | null = null;
  /** Indented lines since the last name, result or ending. */
  #log: string[] = [];
  /** The ending whose log follows. */
  #follows: Mutable<EndingRecord> | null = null;
  /** Lines that begin with a name and do not go on like one. */
  readonly odd: number[] = [];
  /** Lines of configuration that are not kept, since there are too many keys. */
  readonly excess: number[] = [];

  /** How often the package or a configuration line has changed what follows. */
  changes = 0;

  /**
   * @param tellPackage called when the package is known of records that came before
   * @param takesAnyName whether names may go on with a small letter, as other tools write them: Go's do not
   */
  constructor(tellPackage: (name: string) => void = () => undefined, takesAnyName = false) {
    this.#tell = tellPackage;
    this.#takesAnyName = takesAnyName;
  }

  /** Whether a line of results means what it says by itself: nothing before it has a part in it. */
  get isPlain(): boolean {
    return this.#announced === null && this.#pending === null && this.#follows === null;
  }

  /** The package of what is read next, as far as it is told. */
  get package(): string | null {
    return this.#package;
  }

  #announcedFor(name: string): string | null {
    const announced = this.#announced;
    return announced !== null && isAnnounced(name, announced) ? announced : null;
  }

  #named(name: string, line: number): Named {
    return { name, announced: this.#announcedFor(name), package: this.#package, line };
  }

  #begin(name: string): void {
    this.open.add(name);
    this.#log = [];
    this.#follows = null;
  }

  #close({ name, announced }: Named): void {
    this.open.delete(announced ?? name);
    this.#pending = null;
    this.#log = [];
    this.#follows = null;
  }

  #announce(name: string): void {
    this.#announced = name;
    this.#pending = null;
    this.#begin(name);
  }

  #result(name: string, figures: LineFigures, line: number): void {
    const named = this.#named(name, line);
    this.#close(named);
    this.records.push({ kind: 'result', ...named, ...figures });
  }

  #ending(kind: EndingRecord['kind'], name: string, line: number): void {
    const named = this.#named(name, line);
    const log = this.#log;
    this.#close(named);
    const record = { kind, ...named, message: log.join('\n') };
    this.records.push(record);
    // With `-v` the log comes before the verdict, else behind it.
    if (log.length === 0) this.#follows = record;
  }

  #logLine(line: string): void {
    const follows = this.#follows;
    if (!follows) this.#log.push(line);
    else follows.message = follows.message === '' ? line : `${follows.message}\n${line}`;
  }

  /** The end of a package, or the beginning of its results: what failed before was its, too. */
  #tellPackage(name: string): void {
    for (const record of this.records.slice(this.#ended)) record.package ??= name;
    this.#tell(name);
  }

  #endPackage(name: string): void {
    this.#tellPackage(name);
    this.changes += 1;
    this.#ended = this.records.length;
    this.#package = null;
    this.#announced = null;
    this.#pending = null;
  }

  /** A line that begins with a name; false when it is something else. */
  #benchmarkLine(text: string, line: number): boolean {
    const name = /^\S+/.exec(text)?.[0] ?? '';
    if (!name.startsWith('Benchmark')) return false;
    const rest = text.slice(name.length);
    const whole = lineFigures(fieldsOf(rest));
    if (!isName(name)) {
      if (!whole || !this.#takesAnyName) return false;
      this.#result(name, whole, line);
      return true;
    }
    const figures = whole ?? figuresAtEnd(rest);
    if (figures) this.#result(name, figures, line);
    else if (rest === '') this.#announce(name);
    else if (/^ *\t/.test(rest)) {
      this.#begin(this.#announcedFor(name) ?? name);
      this.#pending = name;
    } else {
      this.odd.push(line);
      return false;
    }
    return true;
  }

  /** Figures that come after output of the benchmark; false when there are none. */
  #pendingLine(text: string, line: number): boolean {
    const figures = this.#pending === null ? null : figuresAtEnd(text);
    if (figures && this.#pending !== null) this.#result(this.#pending, figures, line);
    return figures !== null;
  }

  /** What `go test` prints around all packages; false for anything else. */
  #packageLine(text: string): boolean {
    const [, name] = /^(?:ok {2}|FAIL|\? {3})\t(\S+)/.exec(text) ?? [];
    if (name !== undefined) this.#endPackage(name);
    return name !== undefined;
  }

  #unitLine(text: string): boolean {
    const [, unit, properties] = /^Unit\s+(\S+)\s+(\S.*)$/.exec(text) ?? [];
    if (unit === undefined || properties === undefined) return false;
    for (const property of fieldsOf(properties)) {
      const [key = '', ...value] = property.split('=');
      if (value.length > 0) this.units.push({ unit, key, value: value.join('=') });
    }
    return true;
  }

  #configurationLine(text: string, line: number): boolean {
    const [, key, told = ''] = /^(\p{Ll}[^\s\p{Lu}:]*):(?:\s+(.*))?$/u.exec(text) ?? [];
    if (key === undefined) return false;
    const value = told.trim();
    if (value === '') this.#takeBack(key);
    else this.#configure(key, value, line);
    return true;
  }

  /** A line without a value ends what was said under its key. */
  #takeBack(key: string): void {
    if (!this.configuration.delete(key)) return;
    this.changes += 1;
    if (key === 'pkg') this.#package = null;
  }

  #configure(key: string, value: string, line: number): void {
    if (this.configuration.size >= mostKeys && !this.configuration.has(key)) {
      this.excess.push(line);
      return;
    }
    this.configuration.set(key, value);
    this.changes += 1;
    if (key === 'pkg') {
      this.#package = value;
      this.#tellPackage(value);
    }
  }

  read(text: string, line: number): void {
    const [, verdict, ended] = /(?:^\s*|\t)--- (FAIL|SKIP): (Benchmark\S*)/.exec(text) ?? [];
    if (verdict !== undefined && ended !== undefined) {
      this.#ending(verdict === 'FAIL' ? 'failed' : 'skipped', ended, line);
      return;
    }
    if (this.#benchmarkLine(text, line) || this.#pendingLine(text, line)) return;
    const place = nameInside(text);
    if (place >= 0 && this.#benchmarkLine(text.slice(place), line)) return;
    const [, begun] = /^=== (?:RUN|NAME) +(Benchmark\S*)/.exec(text) ?? [];
    if (begun !== undefined) {
      if (this.#announced !== begun) this.#announce(begun);
      return;
    }
    if (this.#packageLine(text) || this.#unitLine(text) || this.#configurationLine(text, line))
      return;
    if (/^\s{4,}\S/.test(text)) this.#logLine(text.trim());
  }
}

/** Reads a whole text, of one package or of several after another. */
export function parseBenchfmt(text: string): Benchfmt {
  const plain = text.includes('\u001B') ? stripVTControlCharacters(text) : text;
  const reader = new BenchfmtReader();
  const lines = plain.replace(/^\uFEFF/, '').split('\n');
  for (const [index, line] of lines.entries()) reader.read(line.replace(/\r+$/, ''), index + 1);
  const { records, configuration, units, open } = reader;
  return { records, configuration, units, unfinished: [...open] };
}
