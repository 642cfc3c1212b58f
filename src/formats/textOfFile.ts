/**
 * The text of a file, piece by piece: gzip and zstd are unpacked, UTF-8 and UTF-16 decoded, both told
 * by the first bytes. Pieces end behind a line, so that no line is ever cut.
 */
import { isAscii } from 'node:buffer';
import { Duplex, pipeline, Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { FormatProblem } from './problem.ts';

/** A text without any line end up to here is too long to be looked at as one. */
const longestLineBytes = 256 * 1024 * 1024;

const startsWith = (bytes: Buffer, ...start: readonly number[]) =>
  start.every((byte, index) => bytes[index] === byte);

/** Node has zstd from 22.15 on. */
function zstdDecompressor(): Duplex {
  if ('createZstdDecompress' in zlib && typeof zlib.createZstdDecompress === 'function') {
    const stream: unknown = zlib.createZstdDecompress();
    if (stream instanceof Duplex) return stream;
  }
  throw new FormatProblem(
    'it is packed by zstd, which this Node cannot unpack: unpack it first, or use Node 22.15 or newer',
  );
}

async function* withFirst(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** The bytes, unpacked where they are packed. */
async function unpacked(source: AsyncIterable<Buffer>): Promise<AsyncIterable<Buffer>> {
  const rest = source[Symbol.asyncIterator]();
  let first: Buffer = Buffer.alloc(0);
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    first = first.length === 0 ? next.value : Buffer.concat([first, next.value]);
    if (first.length >= 4) break;
  }
  const whole = withFirst(first, rest);
  const decompressor = startsWith(first, 0x1f, 0x8b)
    ? zlib.createGunzip()
    : startsWith(first, 0x28, 0xb5, 0x2f, 0xfd)
      ? zstdDecompressor()
      : null;
  if (!decompressor) return whole;
  // What goes wrong is thrown to whoever reads the decompressor.
  return pipeline(Readable.from(whole), decompressor, () => undefined);
}

/** Most results are ASCII, which takes a tenth of the time. */
const decoded = (bytes: Buffer): string =>
  isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8');

/** UTF-8: no line break hides in another character. */
async function* piecesOfUtf8(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of bytes) {
    const end = chunk.lastIndexOf(0x0a) + 1;
    if (end > 0) {
      const piece = chunk.subarray(0, end);
      yield decoded(held.length > 0 ? Buffer.concat([...held, piece]) : piece);
      held = [];
      heldBytes = 0;
    }
    if (end === chunk.length) continue;
    held.push(chunk.subarray(end));
    heldBytes += chunk.length - end;
    if (heldBytes > longestLineBytes) {
      throw new FormatProblem('one line of it is longer than 256 MiB, so it is read no further');
    }
  }
  if (heldBytes > 0) yield decoded(Buffer.concat(held));
}

async function* piecesOfUtf16(
  bytes: AsyncIterable<Buffer>,
  encoding: 'utf-16le' | 'utf-16be',
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let held = '';
  for await (const chunk of bytes) {
    held += decoder.decode(chunk, { stream: true });
    const end = held.lastIndexOf('\n') + 1;
    if (end > 0) yield held.slice(0, end);
    held = held.slice(end);
    if (held.length > longestLineBytes) {
      throw new FormatProblem('one line of it is longer than 256 MiB, so it is read no further');
    }
  }
  held += decoder.decode();
  if (held !== '') yield held;
}

/**
 * The text of these bytes in pieces of whole lines; only the last one may lack its line end.
 *
 * @throws FormatProblem for zstd where this Node has none, and for a line beyond 256 MiB; whatever
 * reading and unpacking throw. Pieces before that were whole.
 */
export async function* textPieces(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const rest = (await unpacked(source))[Symbol.asyncIterator]();
  const next = await rest.next();
  if (next.done) return;
  const bytes = withFirst(next.value, rest);
  if (startsWith(next.value, 0xff, 0xfe)) yield* piecesOfUtf16(bytes, 'utf-16le');
  else if (startsWith(next.value, 0xfe, 0xff)) yield* piecesOfUtf16(bytes, 'utf-16be');
  else yield* piecesOfUtf8(bytes);
}
