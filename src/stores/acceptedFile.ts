/** Where accepted regressions are kept: a reviewed file beside the configuration. */
import { join } from 'node:path';
import {
  type Acceptance,
  type AcceptedDocument,
  acceptedFileName,
  acceptedSchema,
} from '../model/accepted.ts';
import { type DocumentKind, parseDocument, readDocument, writeTextFile } from './document.ts';

const acceptedKind: DocumentKind<AcceptedDocument> = {
  what: 'a file of accepted regressions',
  advice:
    'Restore it (for instance with git), or remove it if nothing is accepted any more; perfwatch does not overwrite what it cannot read.',
  name: 'perfwatch/accepted',
  version: 1,
  schema: acceptedSchema,
};

export interface AcceptedFile {
  /** Absolute path; the file need not exist. */
  readonly file: string;
  /** All entries; empty without a file. Throws `document-unreadable` or `document-newer`. */
  read(): Promise<Acceptance[]>;
  /** Throws `write-failed`; the file is then as it was before. */
  write(entries: readonly Acceptance[]): Promise<void>;
}

/** As many as baselines keep. */
const rounded = (value: number) => Number(value.toPrecision(6));

function entryText(entry: Acceptance): string {
  const { ratio, low, high, confidence } = entry.change;
  const change = { ratio: rounded(ratio), low: rounded(low), high: rounded(high), confidence };
  const lines = Object.entries({ ...entry, change })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `      ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `    {\n${lines.join(',\n')}\n    }`;
}

const placeOf = ({ benchmark, metric }: Acceptance) => `${benchmark} ${metric}`;

/** One fact a line, by benchmark and metric, so that it reviews well. */
function acceptedText(entries: readonly Acceptance[]): string {
  const sorted = entries.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  const list = sorted.length > 0 ? `[\n${sorted.map(entryText).join(',\n')}\n  ]` : '[]';
  return `{\n  "schema": "perfwatch/accepted",\n  "version": 1,\n  "accepted": ${list}\n}\n`;
}

/** What a text of such a file says, as of another commit; null where it cannot be read. */
export function acceptedIn(text: string): Acceptance[] | null {
  try {
    return parseDocument(text, acceptedFileName, acceptedKind).accepted;
  } catch {
    return null;
  }
}

export function acceptedFile(folder: string): AcceptedFile {
  const file = join(folder, acceptedFileName);
  return {
    file,
    read: async () => (await readDocument(file, acceptedKind))?.accepted ?? [],
    write: (entries) => writeTextFile(file, acceptedText(entries)),
  };
}
