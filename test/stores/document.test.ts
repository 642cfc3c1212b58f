import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type DocumentKind, readDocument, writeTextFile } from '../../src/stores/document.ts';
import { smallDisk } from '../support/full.ts';
import { temporaryFolder } from '../support/project.ts';

const kind: DocumentKind<{ value: number }> = {
  what: 'a test',
  name: 'perfwatch/test',
  advice: 'Mend it.',
  version: 2,
  schema: z.object({ value: z.number() }),
};

const header = '"schema": "perfwatch/test", "version": 2';

async function read(text: string) {
  const file = join(temporaryFolder(), 'file.json');
  writeFileSync(file, text);
  return readDocument(file, kind);
}

describe('reading', () => {
  it('gives the value', async () => {
    expect(await read(`{${header}, "value": 1}`)).toEqual({ value: 1 });
  });

  it('passes over the mark that Windows editors begin a file with', async () => {
    expect(await read(`\uFEFF{${header}, "value": 1}`)).toEqual({ value: 1 });
  });

  it('gives null only for what is not there', async () => {
    expect(await readDocument(join(temporaryFolder(), 'none.json'), kind)).toBeNull();
  });

  it.each([
    { what: 'an empty file', text: ' \n', says: 'the file is empty' },
    { what: 'a truncated file', text: `{${header}, "val`, says: 'it is not whole JSON' },
    { what: 'another format', text: 'schema: perfwatch/test', says: 'it is not whole JSON' },
    { what: 'merge conflicts', text: `<<<<<<< HEAD\n{${header}}`, says: 'it is not whole JSON' },
    { what: 'null', text: 'null', says: 'it does not say "schema": "perfwatch/test"' },
    { what: 'a foreign file', text: '{"name": "x"}', says: 'it does not say "schema"' },
    {
      what: 'another of perfwatch’s files',
      text: '{"schema": "perfwatch/run", "version": 2}',
      says: 'it is a perfwatch/run file',
    },
    { what: 'no version', text: '{"schema": "perfwatch/test"}', says: 'it does not say' },
    { what: 'a missing key', text: `{${header}}`, says: 'value: ' },
    { what: 'a wrong value', text: `{${header}, "value": "1"}`, says: 'value: ' },
  ])('refuses $what, naming the file and what to do', async ({ text, says }) => {
    const error: unknown = await read(text).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'document-unreadable', exitCode: 2 });
    expect(error).toHaveProperty('message', expect.stringContaining('file.json could not be read'));
    expect(error).toHaveProperty('message', expect.stringContaining(says));
    expect(error).toHaveProperty('message', expect.stringContaining('Mend it.'));
    expect(error).toHaveProperty('message', expect.not.stringContaining('\n'));
  });

  it('tells a newer version before anything else about it', async () => {
    await expect(read('{"schema": "perfwatch/test", "version": 3}')).rejects.toMatchObject({
      code: 'document-newer',
      message: expect.stringMatching(/version 3; this perfwatch knows up to 2\. Update perfwatch/),
    });
  });

  it('takes a folder, or a file in place of its folder, not for absent', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    for (const path of [folder, join(folder, 'file', 'file.json')]) {
      await expect(readDocument(path, kind)).rejects.toMatchObject({ code: 'document-unreadable' });
    }
  });
});

describe('writing', () => {
  it('makes the folders, replaces what was there and leaves nothing beside it', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'a', 'b', 'file');
    await writeTextFile(file, 'one');
    await writeTextFile(file, 'two');
    expect(readFileSync(file, 'utf8')).toBe('two');
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['file']);
  });

  it('on a full disk leaves the old text, nothing beside it, and says so', async (context) => {
    const disk = smallDisk(64);
    if (!disk) return context.skip();
    const file = join(disk.folder, 'file');
    await writeTextFile(file, 'old');
    disk.fill();
    const before = readdirSync(disk.folder).sort();
    await expect(writeTextFile(file, 'new'.repeat(5000))).rejects.toMatchObject({
      code: 'write-failed',
      exitCode: 3,
      message: expect.stringMatching(/file could not be written: ENOSPC.*Free some space/),
    });
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(disk.folder).sort()).toEqual(before);
  });

  it.each([
    {
      what: 'a folder stands in its place',
      set: (folder: string) => mkdirSync(join(folder, 'place', 'file'), { recursive: true }),
    },
    {
      what: 'a file stands in place of its folder',
      set: (folder: string) => writeFileSync(join(folder, 'place'), 'old'),
    },
  ])('fails when $what, and leaves nothing beside it', async ({ set }) => {
    const folder = temporaryFolder();
    set(folder);
    const before = readdirSync(folder, { recursive: true });
    await expect(writeTextFile(join(folder, 'place', 'file'), 'new')).rejects.toMatchObject({
      code: 'write-failed',
    });
    expect(readdirSync(folder, { recursive: true })).toEqual(before);
  });
});
