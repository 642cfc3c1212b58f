/** What every reader does with damaged files: its own error or a reading without impossible values. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Format } from '../../src/formats/format.ts';
import { headOf } from '../../src/formats/head.ts';
import { FormatProblem } from '../../src/formats/problem.ts';
import type { Reading } from '../../src/formats/reading.ts';
import { mutated, randomNumbers } from './mutations.ts';
import { folderFiles, type Recording, readAs, readFolderAs, recordings } from './recordedFiles.ts';

/** What no file can have meant, in words. */
function impossibility({ benchmarks }: Reading): string | null {
  for (const { path, metrics } of benchmarks) {
    if (path.length === 0) return 'a benchmark without a name';
    for (const { metric, launches } of metrics) {
      if (!/^[a-z0-9][a-z0-9.-]{0,99}$/.test(metric.name)) return `a metric "${metric.name}"`;
      for (const { samples } of launches) {
        if (samples.length === 0) return 'a launch without samples';
        if (!samples.every((value) => value >= 0 && value <= 1e18)) return `samples ${samples}`;
      }
    }
  }
  return null;
}

/** What is read again and again, each time changed in another way. */
type Readable = (change: (text: string) => string) => Promise<Reading>;

function readable(format: Format, { isFolder, path }: Recording): Readable {
  if (isFolder) {
    const files = folderFiles(path);
    return (change) =>
      readFolderAs(
        format,
        files.map((file) => ({ ...file, text: async () => change((await file.text()) ?? '') })),
      );
  }
  const whole = readFileSync(path, 'utf8');
  return async (change) => {
    const text = change(whole);
    format.detect(headOf(text));
    return readAs(format, text);
  };
}

async function readDamaged(
  read: Readable,
  change: (text: string) => string,
): Promise<Reading | null> {
  try {
    return await read(change);
  } catch (error) {
    if (error instanceof FormatProblem) return null;
    throw error;
  }
}

/** Reads the smallest recording of a format so many times, each damaged in another way. */
export async function expectRobust(format: Format, times: number): Promise<void> {
  const sizeOf = ({ path, isFolder }: Recording) =>
    isFolder ? Number.POSITIVE_INFINITY : readFileSync(path).length;
  const [recording] = recordings()
    .filter((one) => one.format === format.name)
    .sort((a, b) => sizeOf(a) - sizeOf(b));
  if (!recording) throw new Error(`there is no recording of ${format.name}`);
  const read = readable(format, recording);
  for (let seed = 1; seed <= times; seed += 1) {
    const random = randomNumbers(seed * 2_654_435_761);
    try {
      const reading = await readDamaged(read, (text) => mutated(text, random));
      if (reading) expect(impossibility(reading)).toBeNull();
    } catch (error) {
      throw new Error(`${format.name}, seed ${seed}`, { cause: error });
    }
  }
}
