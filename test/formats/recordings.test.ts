/** Every format reads what its harness wrote, is recognised by it, and by nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detect } from '../../src/formats/detect.ts';
import { headOf } from '../../src/formats/head.ts';
import { formats } from '../../src/formats/index.ts';
import { metricNameSchema } from '../../src/model/metricSchemas.ts';
import { readingText } from './readingText.ts';
import {
  folderFiles,
  readAs,
  readFolderAs,
  recordings,
  recordingsFolder,
} from './recordedFiles.ts';

const all = recordings();

function formatOf(name: string) {
  const format = formats.find((one) => one.name === name);
  if (!format) throw new Error(`fixtures/formats/${name} is of no format`);
  return format;
}

describe('formats', () => {
  it('have recordings of both sides for every version that they claim to be tested with', () => {
    const missing = formats.flatMap(({ name, testedWith }) =>
      testedWith.length > 0 &&
      all.filter((one) => one.format === name && one.side === 'old').length >= testedWith.length &&
      all.filter((one) => one.format === name && one.side === 'new').length >= testedWith.length
        ? []
        : [name],
    );
    expect(missing).toEqual([]);
  });

  it('have names of their own, which can be suites', () => {
    expect(new Set(formats.map(({ name }) => name)).size).toBe(formats.length);
    for (const { name } of formats) expect(name).toMatch(/^[a-z][a-z0-9.-]*$/);
  });
});

describe.each(all)('$format $version $side', ({ format: name, path, side, isFolder }) => {
  it('is recognised', () => {
    if (isFolder) {
      const paths = folderFiles(path).map((file) => file.path);
      const found = formats.filter(
        ({ reader }) => reader.kind === 'folder' && reader.detect(paths),
      );
      expect(found.map((format) => format.name)).toEqual([name]);
      return;
    }
    const detected = detect(
      headOf(readFileSync(path, 'utf8')),
      formats.filter(({ reader }) => reader.kind !== 'folder' || reader.readFile),
    );
    expect(detected).toEqual({ kind: 'known', format: formatOf(name) });
  });

  it('is read as the golden says', async () => {
    const format = formatOf(name);
    const reading = isFolder
      ? await readFolderAs(format, folderFiles(path))
      : readAs(format, readFileSync(path, 'utf8'));
    const metrics = reading.benchmarks.flatMap((benchmark) => benchmark.metrics);
    expect(metrics.length).toBeGreaterThan(0);
    for (const { metric } of metrics)
      expect(metricNameSchema.safeParse(metric.name).success).toBe(true);
    await expect(readingText(reading)).toMatchFileSnapshot(
      join(dirname(path), `${side}.golden.txt`),
    );
  });
});

describe('fixtures', () => {
  it('hold nothing but recordings and their goldens', () => {
    const known = new Set(all.flatMap(({ path, side }) => [basename(path), `${side}.golden.txt`]));
    const others = all
      .map(({ path }) => dirname(path))
      .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
      .filter((file) => !known.has(basename(file)) && basename(file) !== 'README.md');
    expect(others.map((file) => relative(recordingsFolder, file))).toEqual([]);
  });
});
