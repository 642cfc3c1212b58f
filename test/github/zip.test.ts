import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { fileInZip } from '../../src/github/zip.ts';

const limits = { maxEntries: 10, maxBytes: 1000 };

const read = (zip: Uint8Array) => fileInZip(zip, 'report.json', limits)?.toString('utf8');

/** A zip whose bytes are changed; `from` counts from the start of the list of entries. */
function changed(zip: Uint8Array, from: number, bytes: readonly number[]): Uint8Array {
  const copy = Uint8Array.from(zip);
  const list = Buffer.from(copy.buffer).indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  copy.set(bytes, list + from);
  return copy;
}

const small = zipSync({ 'raw/x.txt': strToU8('x'), 'report.json': strToU8('{"a":1}') });
const only = zipSync({ 'report.json': strToU8('a'.repeat(500)) });
const plain = zipSync({ 'report.json': strToU8('a'.repeat(500)) }, { level: 0 });

describe('a file in a zip', () => {
  it('is read, packed or not', () => {
    expect(read(small)).toBe('{"a":1}');
    expect(read(only)).toHaveLength(500);
    expect(read(plain)).toHaveLength(500);
  });

  it('is null where there is none: names are taken as they are', () => {
    expect(fileInZip(small, 'run.json', limits)).toBeNull();
    for (const name of ['../report.json', '/report.json', 'x/report.json', 'REPORT.JSON']) {
      expect(fileInZip(zipSync({ [name]: strToU8('{}') }), 'report.json', limits)).toBeNull();
    }
  });

  it('is bounded in size, whatever the header says', () => {
    const bomb = zipSync({ 'report.json': new Uint8Array(50_000_000) }, { level: 9 });
    expect(bomb.length).toBeLessThan(100_000);
    expect(() => read(bomb)).toThrow('report.json in the zip is larger than 1000 bytes');
    // The size when unpacked, as the list of entries tells it.
    expect(() => read(changed(bomb, 24, [5, 0, 0, 0]))).toThrow('larger than 1000 bytes');
    const stored = zipSync({ 'report.json': new Uint8Array(1001) }, { level: 0 });
    expect(() => read(stored)).toThrow('larger than 1000 bytes');
  });

  it('is not looked for among too many', () => {
    const names = Array.from({ length: 11 }, (_, index) => [`${index}`, strToU8('')] as const);
    expect(() => read(zipSync(Object.fromEntries(names)))).toThrow('more than 10 entries');
  });

  it('is refused where the zip is damaged', () => {
    const damaged = 'the zip is damaged';
    expect(() => read(new Uint8Array(0))).toThrow(damaged);
    expect(() => read(strToU8('no zip at all, only some words'))).toThrow(damaged);
    expect(() => read(only.subarray(0, only.length - 30))).toThrow(damaged);
    // Checksum, packed size, offset.
    expect(() => read(changed(only, 16, [1, 2, 3, 4]))).toThrow(damaged);
    expect(() => read(changed(only, 20, [255, 255, 255, 127]))).toThrow(damaged);
    expect(() => read(changed(only, 42, [255, 255, 255, 255]))).toThrow(damaged);
    // More entries than there are.
    const end = Uint8Array.from(only);
    end.set([9, 0], only.length - 12);
    expect(() => read(end)).toThrow(damaged);
  });

  it('is refused where it is encrypted or packed unusually', () => {
    expect(() => read(changed(only, 8, [1, 0]))).toThrow('encrypted or packed in an unusual way');
    expect(() => read(changed(only, 10, [99, 0]))).toThrow('encrypted or packed in an unusual way');
  });

  it('is refused where it is there twice', () => {
    const twin = zipSync({ 'report.json': strToU8('1'), 'report.jsoX': strToU8('2') });
    const bytes = Buffer.from(twin);
    const at = bytes.lastIndexOf('report.jsoX');
    bytes.write('report.json', at);
    expect(() => read(bytes)).toThrow('more than once');
  });

  it('survives any byte changed', () => {
    for (let index = 0; index < only.length; index += 1) {
      const copy = Uint8Array.from(only);
      copy[index] = (copy[index] ?? 0) ^ 0xff;
      try {
        expect(read(copy)?.length ?? 0).toBeLessThanOrEqual(1000);
      } catch (error) {
        expect(String(error)).toMatch(/zip/);
      }
    }
  });
});
