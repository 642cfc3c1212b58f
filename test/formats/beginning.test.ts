/** How much of a file is looked at before it is told what it is, and is the rest of it still there? */
import { closeSync, openSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { headBytes } from '../../src/formats/format.ts';
import { formats } from '../../src/formats/index.ts';
import { readText } from '../../src/formats/readText.ts';
import { textPieces } from '../../src/formats/textOfFile.ts';
import { project } from '../support/project.ts';

/** Bytes in chunks that tell how many were taken, and whether the source was closed. */
function countedSource(bytes: Buffer, chunkBytes: number, failAt = Number.POSITIVE_INFINITY) {
  const count = { bytes: 0, isClosed: false };
  async function* chunks() {
    try {
      for (let start = 0; start < bytes.length; start += chunkBytes) {
        if (start >= failAt) throw new Error('the disk is gone');
        const chunk = bytes.subarray(start, start + chunkBytes);
        count.bytes += chunk.length;
        yield chunk;
      }
    } finally {
      count.isClosed = true;
    }
  }
  return { count, chunks: chunks() };
}

const read = (chunks: AsyncIterable<Buffer>, of = formats) => readText('x', textPieces(chunks), of);

const line = (index: number) => `BenchmarkParse${index % 100}\t1000\t${100 + (index % 7)} ns/op\n`;
const manyLines = Array.from({ length: 10_000 }, (_, index) => line(index)).join('');

const joined = async (chunks: AsyncIterable<Buffer>) => {
  const pieces: string[] = [];
  for await (const piece of textPieces(chunks)) pieces.push(piece);
  return pieces;
};

describe('the beginning of a file', () => {
  it.each([
    ['lines', 'nothing that is known\n'],
    ['one endless line', 'nothing that is known '],
    ['a JSON document on one line', '{"name":"nothing that is known"}, '],
    ['space', ' '],
  ])('is all that is taken of an unknown one: %s', async (_, text) => {
    const bytes = Buffer.from(text.repeat((8 * 1024 * 1024) / text.length));
    const { count, chunks } = countedSource(bytes, 4096);
    expect((await read(chunks)).kind).toBe(text === ' ' ? 'empty' : 'unknown');
    expect(count).toEqual({ bytes: headBytes, isClosed: true });
  });

  it('is looked at in what is packed as well', async () => {
    const bytes = gzipSync(Buffer.from('nothing that is known\n'.repeat(1_000_000)), { level: 0 });
    const { count, chunks } = countedSource(bytes, 4096);
    expect((await read(chunks)).kind).toBe('unknown');
    // What was unpacked ahead is not looked at.
    expect(count.bytes).toBeLessThan(4 * headBytes);
  });

  it.each([1, 1000, headBytes, 1_000_000])(
    'is followed by all else, in chunks of %i',
    async (chunkBytes) => {
      const bytes = Buffer.from(manyLines.slice(0, chunkBytes === 1 ? 100_000 : undefined));
      const { count, chunks } = countedSource(bytes, chunkBytes);
      const found = await read(chunks);
      if (found.kind !== 'read') throw new Error(found.kind);
      const lines = bytes
        .toString()
        .split('\n')
        .filter((one) => one.endsWith('op'));
      expect(found.reading.rows).toBe(lines.length);
      expect(count).toEqual({ bytes: bytes.length, isClosed: true });
    },
  );

  it.each(['utf8', 'utf16le'] as const)('cuts no character of %s', async (encoding) => {
    const text = `\uFEFF${'1 µs, 2 ␣, 3 😀\n'.repeat(20_000)}`;
    for (const shift of ['', 'a', 'aa', 'aaa']) {
      const bytes = Buffer.from(text.slice(0, 1) + shift + text.slice(1), encoding);
      const [beginning = '', ...others] = await joined(countedSource(bytes, 50_000).chunks);
      expect(beginning + others.join('')).not.toContain('\uFFFD');
      expect((beginning + others.join('')).replace('\uFEFF', '')).toBe(shift + text.slice(1));
      expect(others.slice(0, -1).every((piece) => piece.endsWith('\n'))).toBe(true);
    }
  });

  it('is read up to where it breaks off', async () => {
    const { chunks } = countedSource(Buffer.from(manyLines), 1000, 3000);
    const found = await read(chunks);
    if (found.kind !== 'read') throw new Error(found.kind);
    expect(found.reading.rows).toBe(manyLines.slice(0, 3000).split('\n').length - 1);
    expect(found.reading.passedOver).toMatchObject([
      { why: expect.stringContaining('the disk is gone') },
    ]);
  });
});

/** The lowest number that no open file has. */
function nextDescriptor(): number {
  const descriptor = openSync(import.meta.filename, 'r');
  closeSync(descriptor);
  return descriptor;
}

describe('many large files of unknown formats', () => {
  it('are closed again', async () => {
    const unknown = 'nothing that is known\n'.repeat(10_000);
    const files = Array.from({ length: 50 }, (_, index) => [`results/${index}.txt`, unknown]);
    const { perfwatch } = project(null, {
      ...Object.fromEntries(files),
      'results/known.txt': line(1),
    });
    const before = nextDescriptor();
    const { err } = await perfwatch(['compare', 'results']);
    expect(err).toContain('and 49 more: each is of no format that is known');
    expect(nextDescriptor()).toBeLessThan(before + 25);
  });
});
