import * as zlib from 'node:zlib';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { textPieces } from '../../src/formats/textOfFile.ts';

async function* chunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size)
    yield bytes.subarray(start, start + size);
}

async function pieces(bytes: Buffer, size = 7): Promise<string[]> {
  const found: string[] = [];
  for await (const piece of textPieces(chunks(bytes, size))) found.push(piece);
  return found;
}

const text = 'erste Zeile: 3 µs\nzweite: 日本語\r\nletzte ohne Ende';

const utf16be = (of: string) => Buffer.from(`\uFEFF${of}`, 'utf16le').swap16();

describe('textPieces', () => {
  it.each<[string, Buffer]>([
    ['UTF-8', Buffer.from(text)],
    ['UTF-16 of Windows', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 the other way round', utf16be(text)],
    ['gzip', gzipSync(text)],
    [
      'gzip in several members',
      Buffer.concat([gzipSync(text.slice(0, 20)), gzipSync(text.slice(20))]),
    ],
  ])('decodes %s, and never cuts a line', async (_, bytes) => {
    for (const size of [1, 2, 3, 7, 64, 1024]) {
      const found = await pieces(bytes, size);
      expect(found.join('').replace(/^\uFEFF/, '')).toBe(text);
      for (const piece of found.slice(0, -1)) expect(piece.endsWith('\n')).toBe(true);
    }
  });

  it('unpacks zstd where this Node can, and else says what to do', async () => {
    if (typeof Reflect.get(zlib, 'zstdCompressSync') === 'function') {
      const compress: unknown = Reflect.get(zlib, 'zstdCompressSync');
      const bytes: unknown = compress instanceof Function ? compress(Buffer.from(text)) : null;
      expect(
        (await pieces(Buffer.from(bytes instanceof Uint8Array ? bytes : []), 64)).join(''),
      ).toBe(text);
    } else {
      const zstd = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0]);
      await expect(pieces(zstd, 64)).rejects.toThrow('use Node 22.15 or newer');
    }
  });

  it('gives what a cut archive holds before it fails', async () => {
    const long = Array.from({ length: 20_000 }, (_, index) => `line ${index * 7919}\n`).join('');
    const packed = gzipSync(long);
    const found: string[] = [];
    const read = async () => {
      const all = textPieces(chunks(packed.subarray(0, packed.length - 5000), 4096));
      for await (const piece of all) found.push(piece);
    };
    await expect(read()).rejects.toThrow('unexpected end of file');
    expect(found.join('').length).toBeGreaterThan(50_000);
    expect(long.startsWith(found.join(''))).toBe(true);
  });

  it('is nothing for nothing', async () => {
    expect(await pieces(Buffer.alloc(0))).toEqual([]);
    expect(await pieces(Buffer.from('x'))).toEqual(['x']);
  });
});
