/** What do the lines of `cargo bench` say of benchmarks, one by one? */
import { printedNumber } from '../numbers.ts';
import { at, numberOf, textOf } from '../shape.ts';

/** One benchmark as it was printed. */
export interface Found {
  /** As printed, without padding. */
  readonly name: string;
  /** The program that ran it, where Cargo tells: `benches/sums.rs`; else empty. */
  readonly target: string;
  readonly row:
    | {
        readonly state: 'measured';
        readonly median: number;
        readonly unit: string;
        readonly line: number;
      }
    | { readonly state: 'failed'; readonly message: string };
}

const result = /^test (.*\S)\s+\.\.\. bench:\s+([\d,.]+) (\S+)\/iter \(\+\/- [\d,.]+\)/;
const ending = /^test (.*\S)\s+\.\.\. (FAILED|ignored)(?:,.*)?\s*$/;
/** Cargo's word on what it runs, which stands among the results where both outputs are kept together. */
const running = /^\s+Running (?:unittests )?(\S+) \(/;
const output = /^---- (.*\S) stdout ----$/;

const ignored =
  'an ignored one is a test, or a benchmark with #[ignore]: libtest does not tell which';
const untold = 'it failed; libtest printed nothing of the error';

/** What a panic says: in the line below where it happened, or behind it as Rust did before 1.73. */
function panicOf(lines: readonly string[]): string {
  const place = lines.findIndex((line) => line.includes('panicked at'));
  if (place < 0) return lines.find((line) => line.trim() !== '')?.trim() ?? untold;
  const older = /panicked at '(.*)', /.exec(lines[place] ?? '')?.[1];
  return older ?? lines[place + 1]?.trim() ?? untold;
}

/** So many lines of an output are enough to find what a panic says. */
const mostOutput = 100;

/** Takes lines, and gives what they said at the end. */
export function collectLibtest(passOver: (why: string, line: number) => void) {
  const found: Found[] = [];
  const outputs = new Map<string, string[]>();
  const failures: { readonly name: string; readonly target: string }[] = [];
  let target = '';
  let current: string[] | null = null;

  function ended(name: string, how: string, line: number): void {
    if (how === 'ignored') passOver(ignored, line);
    else failures.push({ name, target });
  }

  return {
    text(line: string, number: number): void {
      const [, name, median = '', unit = ''] = result.exec(line) ?? [];
      const [, other, how = ''] = name === undefined ? (ending.exec(line) ?? []) : [];
      const header = output.exec(line)?.[1];
      if (name !== undefined) {
        const value = printedNumber(median, true);
        if (value === null) passOver('a time is no number', number);
        else {
          found.push({
            name,
            target,
            row: { state: 'measured', median: value, unit, line: number },
          });
        }
      } else if (other !== undefined) ended(other, how, number);
      else if (header !== undefined) {
        current = [];
        outputs.set(`${target}\n${header}`, current);
      } else if (/\/iter \(\+\/- /.test(line)) {
        passOver('a line with "/iter (+/- " is not as libtest prints it', number);
      } else if (running.test(line)) {
        target = running.exec(line)?.[1] ?? '';
        current = null;
      } else if (current && current.length < mostOutput) current.push(line);
    },
    json(value: unknown, number: number): void {
      const name = textOf(at(value, 'name'));
      const median = numberOf(at(value, 'median'));
      const event = at(value, 'event');
      if (at(value, 'type') === 'bench') {
        if (name === undefined || median === undefined) {
          passOver('a record of a benchmark has no name or no median', number);
        } else {
          found.push({
            name,
            target,
            row: { state: 'measured', median, unit: 'ns', line: number },
          });
        }
      } else if (at(value, 'type') === 'test' && name !== undefined) {
        if (event === 'failed') {
          outputs.set(`${target}\n${name}`, (textOf(at(value, 'stdout')) ?? '').split('\n'));
          ended(name, 'FAILED', number);
        } else if (event === 'ignored') ended(name, 'ignored', number);
      }
    },
    found(): readonly Found[] {
      return [
        ...found,
        ...failures.map(({ name, target: of }): Found => {
          const message = panicOf(outputs.get(`${of}\n${name}`) ?? []);
          return { name, target: of, row: { state: 'failed', message } };
        }),
      ];
    },
  };
}
