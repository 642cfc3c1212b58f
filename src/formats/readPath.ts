/** Reads all that one path on the command line means, and tells what could not be read. */
import { PerfwatchError, perfwatchError, problemOf } from '../errors.ts';
import { bytesOfFile } from './bytesOfFile.ts';
import { filesOrFolders, foldersLeft, inFolder } from './filesOfPath.ts';
import type { FolderFile, Format } from './format.ts';
import { formats } from './index.ts';
import { plainText } from './plainText.ts';
import { FormatProblem } from './problem.ts';
import type { Reading } from './reading.ts';
import { readText, type TextRead } from './readText.ts';
import { FileResults } from './results.ts';
import { textPieces } from './textOfFile.ts';

/** What a path holds: one reading per file or folder of results, each of another launch of the same benchmarks. */
export interface PathRead {
  readonly readings: readonly Reading[];
  /** Sentences about files that were passed over. */
  readonly notices: readonly string[];
}

export interface ReadRequest {
  /** As the user typed it; `-` is standard input. */
  readonly path: string;
  readonly cwd: string;
  /** Null is told by the content. */
  readonly format: Format | null;
  /** The option that names a format, for advice. */
  readonly formatOption: string;
  /** The bytes of standard input. */
  stdin(): AsyncIterable<Buffer>;
}

/** Larger files of a folder format are none: each holds one benchmark, or one run. */
const largestFolderFile = 64 * 1024 * 1024;

/** @param name relative to the folder */
async function textOf(file: string, name: string, results: FileResults): Promise<string | null> {
  const parts: string[] = [];
  let length = 0;
  try {
    for await (const piece of textPieces(bytesOfFile(file))) {
      parts.push(piece);
      length += piece.length;
      if (length > largestFolderFile) throw new FormatProblem('it is larger than 64 MiB');
    }
    return plainText(parts.join(''));
  } catch (error) {
    results.inFile(name);
    results.passOver(`a file cannot be read: ${problemOf(error)}`);
    return null;
  }
}

async function readFolder(
  path: string,
  folder: string,
  files: readonly string[],
  format: Format,
): Promise<Reading> {
  if (format.reader.kind !== 'folder') throw new Error(`${format.name} is not read from folders`);
  const results = new FileResults();
  const contents = files.map((file): FolderFile => {
    const name = inFolder(folder, file);
    return { path: name, text: () => textOf(file, name, results) };
  });
  await format.reader.read(contents, results);
  return results.reading(path, format.name);
}

/** The one format of a folder as a whole; null where it holds files that stand by themselves. */
function folderFormat(
  folder: string | null,
  files: readonly string[],
  wanted: Format | null,
): Format | null {
  if (folder === null) return null;
  const paths = files.map((file) => inFolder(folder, file));
  const candidates = (wanted ? [wanted] : formats).filter(
    ({ reader }) => reader.kind === 'folder' && reader.detect(paths),
  );
  return candidates[0] ?? null;
}

const names = (some: readonly Format[]) => some.map(({ name }) => name);

/** The first reason why something of it was not read, and where. */
function whyNothing({ passedOver: [first] }: Reading): string | null {
  if (!first) return null;
  return first.line === null ? first.why : `in line ${first.line}, ${first.why}`;
}

/** Refuses a text that was named by the user and is not read, with what to do about it. */
function refused(path: string, read: Exclude<TextRead, { kind: 'read' }>, option: string) {
  if (read.kind === 'empty') return perfwatchError('results-empty', { path });
  if (read.kind === 'unknown')
    return perfwatchError('format-unknown', { path, option, looksLike: read.looksLike });
  if (read.kind === 'ambiguous') {
    return perfwatchError('format-ambiguous', { path, formats: names(read.formats), option });
  }
  if (read.kind === 'nothing') {
    const why = whyNothing(read.reading);
    return perfwatchError('results-nothing', { path, format: read.format.title, why, option });
  }
  const { format, problem } = read;
  const where = problem.line === null ? '' : `, line ${problem.line}`;
  return perfwatchError(
    'results-unreadable',
    { path: `${path}${where}`, format: format.title, problem: problem.message, option },
    problem,
  );
}

/** How a file of a folder is named: as the folder was. */
const below = (folder: string, name: string) => `${folder.replace(/[/\\]+$/, '')}/${name}`;

/** Why a file of several is passed over, in words. */
function passedOver(read: Exclude<TextRead, { kind: 'read' }>): string {
  if (read.kind === 'empty') return 'is empty';
  if (read.kind === 'unknown') return 'is of no format that is known';
  if (read.kind === 'nothing') return 'holds no results that can be read';
  if (read.kind === 'ambiguous') return `may be ${names(read.formats).join(' or ')}`;
  return `could not be read: ${read.problem.message}`;
}

async function readBytes(
  name: string,
  bytes: AsyncIterable<Buffer>,
  { format, formatOption: option }: ReadRequest,
): Promise<TextRead> {
  try {
    return await readText(name, textPieces(bytes), format ? [format] : formats);
  } catch (error) {
    const problem = error instanceof FormatProblem ? error.message : problemOf(error);
    throw perfwatchError(
      'results-unreadable',
      { path: name, format: 'results', problem, option },
      error,
    );
  }
}

/** A file of several that cannot be read at all does not end the others. */
async function readOneOf(name: string, file: string, request: ReadRequest) {
  try {
    const read = await readBytes(name, bytesOfFile(file), request);
    return read.kind === 'read' ? read.reading : passedOver(read);
  } catch (error) {
    if (!(error instanceof PerfwatchError)) throw error;
    return `could not be read: ${problemOf(error.cause)}`;
  }
}

/** Reads several files, of which some may be no results at all. */
async function readFiles(
  request: ReadRequest,
  folder: string | null,
  files: readonly string[],
): Promise<PathRead> {
  const { path, cwd, formatOption: option } = request;
  const readings: Reading[] = [];
  const others = new Map<string, string[]>();
  for (const file of files) {
    const name = folder === null ? inFolder(cwd, file) : below(path, inFolder(folder, file));
    const read = await readOneOf(name, file, request);
    if (typeof read !== 'string') readings.push(read);
    else {
      const alike = others.get(read);
      if (alike) alike.push(name);
      else others.set(read, [name]);
    }
  }
  if (readings.length === 0)
    throw perfwatchError('results-none', { path, count: files.length, option });
  return { readings, notices: [...others].map(([why, those]) => otherFiles(those, why)) };
}

function otherFiles(files: readonly string[], why: string): string {
  const [first = '', ...rest] = files;
  return rest.length === 0 ? `${first} ${why}.` : `${first} and ${rest.length} more: each ${why}.`;
}

/** Of a glob that matches files, about the folders that it matches besides. */
const foldersNotice = (left: readonly string[]): string[] =>
  left.length === 0
    ? []
    : [otherFiles(left, 'is a folder, and of what matches only the files are read')];

/** Folders that a glob matches, each with a launch of its own. */
async function readFolders(request: ReadRequest, folders: readonly string[]): Promise<PathRead> {
  const readings: Reading[] = [];
  const notices: string[] = [];
  let first: PerfwatchError | null = null;
  for (const folder of folders) {
    try {
      const read = await readPath({ ...request, path: folder });
      readings.push(...read.readings);
      notices.push(...read.notices);
    } catch (error) {
      if (!(error instanceof PerfwatchError)) throw error;
      first ??= error;
      notices.push(error.message);
    }
  }
  if (readings.length === 0 && first) throw first;
  return { readings, notices };
}

/**
 * Reads a path. Of a glob, files that match are read; where none does, folders that match, each like a path.
 *
 * @throws PerfwatchError `results-missing`, `results-too-many`, `results-empty`, `results-none`,
 * `results-unreadable`, `format-unknown`, `format-ambiguous`
 */
export async function readPath(request: ReadRequest): Promise<PathRead> {
  const { path, cwd, format, formatOption } = request;
  if (path === '-') {
    const read = await readBytes('standard input', request.stdin(), request);
    if (read.kind !== 'read') throw refused('standard input', read, formatOption);
    return { readings: [read.reading], notices: [] };
  }
  const found = await filesOrFolders(path, cwd);
  if (!('files' in found)) return readFolders(request, found);
  const { folder, files, isGlob } = found;
  const ofFolder = folderFormat(folder, files, format);
  if (folder !== null && ofFolder) {
    return { readings: [await readFolder(path, folder, files, ofFolder)], notices: [] };
  }
  if (folder !== null) return readFiles(request, folder, files);
  const left = isGlob ? foldersNotice(await foldersLeft(path, cwd, files)) : [];
  const [file, another] = files;
  if (file === undefined || another !== undefined) {
    const read = await readFiles(request, folder, files);
    return { ...read, notices: [...read.notices, ...left] };
  }
  const name = isGlob ? inFolder(cwd, file) : path;
  const read = await readBytes(name, bytesOfFile(file), request);
  if (read.kind !== 'read') throw refused(name, read, formatOption);
  return { readings: [read.reading], notices: left };
}
