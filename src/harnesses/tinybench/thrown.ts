/** What a bench file threw, in words, and which of the author's lines threw it. */
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Thrown {
  readonly message: string;
  /** `path/of/file.ts:line:column`, relative to `folder`; null when no line of the author's did. */
  readonly place: string | null;
}

const longestMessage = 2000;

function toPath(location: string): string | null {
  try {
    return location.startsWith('file:') ? fileURLToPath(location) : location;
  } catch {
    return null;
  }
}

/** A line of a stack; `file` is its absolute path. */
interface StackLine {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The first stack line inside of a folder and outside of its `node_modules`. */
export function ownLine(stack: string, folder: string): StackLine | null {
  for (const line of stack.split('\n')) {
    const match = /^\s+at (?:.*\()?(.+?):(\d+):(\d+)\)?$/.exec(line);
    const file = toPath(match?.[1]?.replace(/^async /, '') ?? '');
    if (!match || !file?.startsWith(folder + sep)) continue;
    if (relative(folder, file).split(sep).includes('node_modules')) continue;
    return { file, line: Number(match[2]), column: Number(match[3]) };
  }
  return null;
}

function ownPlace(stack: string, folder: string): string | null {
  const found = ownLine(stack, folder);
  if (!found) return null;
  return `${relative(folder, found.file).split(sep).join('/')}:${found.line}:${found.column}`;
}

/** Describes whatever was thrown, with paths relative to `folder`; never throws itself. */
export function describeThrown(thrown: unknown, folder: string): Thrown {
  try {
    if (!(thrown instanceof Error)) {
      return { message: `it threw ${String(thrown)}`.slice(0, longestMessage), place: null };
    }
    const named = thrown.message ? `${thrown.name}: ${thrown.message}` : thrown.name;
    return {
      message: named
        .trim()
        .replaceAll(folder + sep, '')
        .slice(0, longestMessage),
      place: ownPlace(String(thrown.stack), folder),
    };
  } catch {
    return { message: 'it threw something that cannot be shown', place: null };
  }
}

/** As one sentence part: `TypeError: x is not a function (bench/parse.bench.ts:3:7)`. */
export function sayThrown(thrown: unknown, folder: string): string {
  const { message, place } = describeThrown(thrown, folder);
  return place ? `${message} (${place})` : message;
}
