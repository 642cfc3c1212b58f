/** What does a Rust program say when it goes wrong? Pure. */
import { stripVTControlCharacters } from 'node:util';

const shownLines = 3;

/** What went wrong by a program's standard error: the panic if there is one, else the last lines. */
export function complaint(stderr: string): string {
  const lines = stripVTControlCharacters(stderr).trim().split(/\r?\n/);
  const panic = lines.findIndex((line) => / panicked at /.test(line));
  if (panic < 0) return lines.slice(-shownLines).join(' ').trim() || 'it wrote no error message';
  const [, beforeRust173] = / panicked at '(.*)', \S+$/.exec(lines[panic] ?? '') ?? [];
  if (beforeRust173 !== undefined) return beforeRust173;
  const message = lines.slice(panic + 1);
  const end = message.findIndex((line) => /^(?:stack backtrace:|note: |$)/.test(line));
  const shown = message.slice(0, end < 0 ? shownLines : Math.min(end, shownLines));
  return shown.join(' ').trim() || 'it panicked without a message';
}
