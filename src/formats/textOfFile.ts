/**
 * The text of a file, piece by piece: gzip and zstd are unpacked, UTF-8 and UTF-16 decoded, both told
 * by the first bytes. Pieces but the first one end behind a line, so that no line is ever cut.
 */
import { isAscii } from 'node:buffer';
import { Duplex, pipeline, Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { headBytes } from './format.ts';
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

/** Bytes that were taken off a stream, to be looked at before all others. */
interface Beginning {
  readonly bytes: Buffer;
  /** What ended it too early, to be thrown behind what was read. */
  readonly failure: { readonly error: unknown } | null;
}

/** The next so many bytes, or all there are. */
async function beginningOf(rest: AsyncIterator<Buffer>, count: number): Promise<Beginning> {
  const found: Buffer[] = [];
  let failure: Beginning['failure'] = null;
  try {
    for (let length = 0; length < count; length += found.at(-1)?.length ?? 0) {
      const next = await rest.next();
      if (next.done) break;
      found.push(next.value);
    }
  } catch (error) {
    failure = { error };
  }
  const [only = Buffer.alloc(0)] = found;
  return { bytes: found.length > 1 ? Buffer.concat(found) : only, failure };
}

async function* continued(
  { bytes, failure }: Beginning,
  rest: AsyncIterator<Buffer>,
): AsyncGenerator<Buffer> {
  try {
    if (bytes.length > 0) yield bytes;
    if (failure) throw failure.error;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** The bytes, unpacked where they are packed. */
async function unpacked(source: AsyncIterable<Buffer>): Promise<AsyncIterable<Buffer>> {
  const rest = source[Symbol.asyncIterator]();
  const first = await beginningOf(rest, 4);
  const whole = continued(first, rest);
  const decompressor = startsWith(first.bytes, 0x1f, 0x8b)
    ? zlib.createGunzip()
    : startsWith(first.bytes, 0x28, 0xb5, 0x2f, 0xfd)
      ? zstdDecompressor()
      : null;
  if (!decompressor) return whole;
  // What goes wrong is thrown to whoever reads the decompressor.
  return pipeline(Readable.from(whole), decompressor, () => undefined);
}

/** Most results are ASCII, which takes a tenth of the time. */
const decoded = (bytes: Buffer): string =>
  isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8');

/** Up to where UTF-8 has whole characters. */
function characterEnd(bytes: Buffer): number {
  for (let back = 1; back < 4; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** UTF-8: no line break hides in another character. */
async function* piecesOfUtf8(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let isBeginning = true;
  for await (const chunk of bytes) {
    const end = isBeginning ? characterEnd(chunk) : chunk.lastIndexOf(0x0a) + 1;
    isBeginning = false;
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
  let isBeginning = true;
  for await (const chunk of bytes) {
    held += decoder.decode(chunk, { stream: true });
    const end = isBeginning ? held.length : held.lastIndexOf('\n') + 1;
    isBeginning = false;
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
 * The text of these bytes. The first piece is its beginning: the first 64 KiB, or all there is, which may
 * end within a line. All others are of whole lines; only the last one may lack its line end.
 *
 * @throws FormatProblem for zstd where this Node has none, and for a line beyond 256 MiB; whatever
 * reading and unpacking throw. Pieces before that were whole.
 */
export async function* textPieces(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const rest = (await unpacked(source))[Symbol.asyncIterator]();
  const beginning = await beginningOf(rest, headBytes);
  const bytes = continued(beginning, rest);
  if (startsWith(beginning.bytes, 0xff, 0xfe)) yield* piecesOfUtf16(bytes, 'utf-16le');
  else if (startsWith(beginning.bytes, 0xfe, 0xff)) yield* piecesOfUtf16(bytes, 'utf-16be');
  else yield* piecesOfUtf8(bytes);
}
