/** Programs log what looks like another format; files are put together of several. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detect } from '../../src/formats/detect.ts';
import { headOf } from '../../src/formats/head.ts';
import { formats } from '../../src/formats/index.ts';
import { recordingsFolder } from './recordedFiles.ts';

const goText = 'BenchmarkParse-8   \t 100\t 12.5 ns/op\n';
const log = '{"level":"info","msg":"cache is cold"}\n';
const hyperfine = readFileSync(join(recordingsFolder, 'hyperfine/1.20.0/old.json'), 'utf8');

const names = (text: string) => {
  const found = detect(headOf(text), formats);
  if (found.kind === 'none') return [];
  return (found.kind === 'known' ? [found.format] : found.formats).map(({ name }) => name);
};

describe('detect', () => {
  it.each<[string, string, string[]]>([
    ['JSON logs before results', log + goText, ['go']],
    ['JSON logs behind results', goText + log, ['go']],
    ['lists in logs', `[1, 2]\n${goText}`, ['go']],
    ['two formats in one file', goText + hyperfine, ['hyperfine', 'go']],
    ['logs before JSON', `warming up\n${hyperfine}`, ['hyperfine']],
    ['nothing but logs', log, []],
  ])('tells what a file with %s is', (_, text, expected) => {
    expect(names(text).sort()).toEqual(expected.sort());
  });
});
