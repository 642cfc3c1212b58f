/** What every reader does with damaged files: its own error or a reading without impossible values. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Format } from '../../src/formats/format.ts';
import { headOf } from '../../src/formats/head.ts';
import { FormatProblem } from '../../src/formats/problem.ts';
import type { Reading } from '../../src/formats/reading.ts';
import { mutated, randomNumbers } from './mutations.ts';
import { folderFiles, type Recording, readAs, readFolderAs, recordings } from './recordedFiles.ts';

function expectPossible(reading: Reading): void {
  for (const { path, metrics } of reading.benchmarks) {
    expect(path.length).toBeGreaterThan(0);
    for (const { metric, launches } of metrics) {
      expect(metric.name).toMatch(/^[a-z0-9][a-z0-9.-]{0,99}$/);
      for (const { samples } of launches) {
        expect(samples.length).toBeGreaterThan(0);
        expect(samples.every((value) => value >= 0 && value <= 1e18)).toBe(true);
      }
    }
  }
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
      if (reading) expectPossible(reading);
    } catch (error) {
      throw new Error(`${format.name}, seed ${seed}`, { cause: error });
    }
  }
}
