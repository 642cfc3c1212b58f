/**
 * Recorded results of every format: `fixtures/formats/FORMAT/VERSION/old.*` and `new.*`, each a file or
 * a folder, made by running that version of the harness.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FolderFile, Format } from '../../src/formats/format.ts';
import { plainText } from '../../src/formats/plainText.ts';
import type { Reading } from '../../src/formats/reading.ts';
import { FileResults } from '../../src/formats/results.ts';

export const recordingsFolder = resolve(import.meta.dirname, '../../fixtures/formats');

export interface Recording {
  readonly format: string;
  /** Of the harness, as the folder says: `5.3.0`. */
  readonly version: string;
  readonly side: string;
  /** Absolute. */
  readonly path: string;
  readonly isFolder: boolean;
}

const folders = (folder: string) =>
  readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory());

/** All there are, in order. */
export function recordings(): Recording[] {
  return folders(recordingsFolder).flatMap((format) =>
    folders(join(recordingsFolder, format)).flatMap((version) => {
      const folder = join(recordingsFolder, format, version);
      return readdirSync(folder)
        .filter((name) => /^(?:old|new)(?:\.|$)/.test(name) && !name.endsWith('.golden.txt'))
        .map((name) => ({
          format,
          version,
          side: name.startsWith('old') ? 'old' : 'new',
          path: join(folder, name),
          isFolder: statSync(join(folder, name)).isDirectory(),
        }));
    }),
  );
}

/** What lies below a folder, as a format is given it. */
export function folderFiles(folder: string): FolderFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort()
    .map((path) => {
      const text = readFileSync(join(folder, path), 'utf8');
      return { path: path.replaceAll('\\', '/'), text: async () => text };
    });
}

/** Reads a text by a format's reader alone. */
export function readAs(format: Format, text: string): Reading {
  const results = new FileResults();
  const { reader } = format;
  if (reader.kind === 'folder') {
    if (!reader.readFile) throw new Error(`${format.name} is a folder`);
    reader.readFile(plainText(text), results);
  } else if (reader.kind === 'document') reader.read(plainText(text), results);
  else {
    const lines = reader.begin(results);
    lines.read(plainText(text), 1);
    lines.end();
  }
  return results.reading('a file', format.name);
}

export async function readFolderAs(format: Format, files: readonly FolderFile[]): Promise<Reading> {
  const results = new FileResults();
  if (format.reader.kind !== 'folder') throw new Error(`${format.name} is no folder`);
  await format.reader.read(files, results);
  return results.reading('a folder', format.name);
}
