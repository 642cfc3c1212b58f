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

/** The first stack line inside of a folder and outside of its `node_modules`. */
function ownPlace(stack: string, folder: string): string | null {
  for (const line of stack.split('\n')) {
    const match = /^\s+at (?:.*\()?(.+?):(\d+):(\d+)\)?$/.exec(line);
    const file = toPath(match?.[1]?.replace(/^async /, '') ?? '');
    if (!match || !file?.startsWith(folder + sep)) continue;
    const path = relative(folder, file).split(sep);
    if (!path.includes('node_modules')) return `${path.join('/')}:${match[2]}:${match[3]}`;
  }
  return null;
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
