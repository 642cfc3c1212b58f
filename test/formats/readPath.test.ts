import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PerfwatchError } from '../../src/errors.ts';
import { cutLine } from '../../src/formats/plainText.ts';
import { readPath } from '../../src/formats/readPath.ts';
import { temporaryFolder } from '../support/project.ts';

function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = temporaryFolder('results');
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const goText = 'BenchmarkX 100 12.5 ns/op\n';

const read = (cwd: string, path: string, stdin = '') =>
  readPath({
    path,
    cwd,
    format: null,
    formatOption: '--from',
    async *stdin() {
      yield Buffer.from(stdin);
    },
  });

const filesOf = async (cwd: string, path: string) => {
  const { readings, notices } = await read(cwd, path);
  return { files: readings.map(({ file, format }) => `${file} ${format}`), notices };
};

describe('readPath', () => {
  it('reads a file, a folder, a glob and standard input', async () => {
    const cwd = folderWith({ 'a/2.txt': goText, 'a/10.txt': goText, 'a/deep/1.txt': goText });
    expect((await filesOf(cwd, 'a/2.txt')).files).toEqual(['a/2.txt go']);
    expect((await filesOf(cwd, 'a')).files).toEqual([
      'a/2.txt go',
      'a/10.txt go',
      'a/deep/1.txt go',
    ]);
    expect((await filesOf(cwd, 'a/*.txt')).files).toEqual(['a/2.txt go', 'a/10.txt go']);
    expect((await read(cwd, '-', goText)).readings).toHaveLength(1);
  });

  it('tells files of a folder that are no results, once for each reason', async () => {
    const cwd = folderWith({ 'r/1.txt': goText, 'r/a.md': 'hello', 'r/b.md': 'hello', 'r/c': '' });
    expect(await filesOf(cwd, 'r')).toEqual({
      files: ['r/1.txt go'],
      notices: ['r/a.md and 1 more: each is of no format that is known.', 'r/c is empty.'],
    });
  });

  it('reads what can be read of a folder, and names what is damaged', async () => {
    // Compressed by a method that there is not.
    const damaged = Buffer.from([0x1f, 0x8b, 0, 0, 0, 0, 0, 0, 0, 0]);
    const cwd = folderWith({ 'r/1.txt': goText, 'r/2.txt.gz': damaged });
    const { files, notices } = await filesOf(cwd, 'r');
    expect(files).toEqual(['r/1.txt go']);
    expect(notices).toEqual([expect.stringMatching(/^r\/2\.txt\.gz could not be read: \S/)]);
  });

  it('reads folders that a glob matches where no file does, each like a path', async () => {
    const cwd = folderWith({ 'r/a/1.txt': goText, 'r/b/1.txt': goText, 'r/c/letter': 'Dear' });
    const { files, notices } = await filesOf(cwd, 'r/*');
    expect(files).toEqual(['r/a/1.txt go', 'r/b/1.txt go']);
    expect(notices).toEqual([expect.stringContaining('files of r/c is of a format that is known')]);
    await expect(read(cwd, 'r/c*')).rejects.toMatchObject({ code: 'results-none' });
  });

  it('reads the files that a glob matches, and names folders that it matches besides', async () => {
    const cwd = folderWith({ 'r/1.txt': goText, 'r/a/2.txt': goText });
    expect(await filesOf(cwd, 'r/**')).toMatchObject({
      files: ['r/1.txt go', 'r/a/2.txt go'],
      notices: [],
    });
    expect(await filesOf(cwd, 'r/*')).toEqual({
      files: ['r/1.txt go'],
      notices: ['r/a is a folder, and of what matches only the files are read.'],
    });
  });

  it('does not follow links, nor look into installed packages', async () => {
    const outside = folderWith({ 'secret.txt': goText });
    const cwd = folderWith({ 'r/1.txt': goText, 'r/node_modules/x/2.txt': goText });
    symlinkSync(outside, join(cwd, 'r/link'), 'junction');
    expect((await filesOf(cwd, 'r/')).files).toEqual(['r/1.txt go']);
  });

  it('reads text in any encoding, colours and odd line ends included', async () => {
    const cwd = folderWith({
      'mark.txt': `\uFEFF${goText}`,
      'windows.txt': Buffer.from(`\uFEFF${goText.replace('\n', '\r\n')}`, 'utf16le'),
      'colours.txt': `\u001B[32mBenchmarkX\u001B[0m 100 12.5 ns/op\n`,
      'unended.txt': goText.trimEnd(),
    });
    for (const file of ['mark.txt', 'windows.txt', 'colours.txt', 'unended.txt']) {
      const [reading] = (await read(cwd, file)).readings;
      expect(reading?.benchmarks[0]?.metrics[0]?.launches[0]?.samples).toEqual([12.5e-9]);
      const why = reading?.passedOver.map((one) => one.why);
      expect(why).toEqual(file === 'unended.txt' ? [cutLine] : []);
    }
  });

  it('looks at 64 KiB at most before it says that it knows nothing', async () => {
    const cwd = folderWith({});
    let pulled = 0;
    const endless = readPath({
      path: '-',
      cwd,
      format: null,
      formatOption: '--from',
      async *stdin() {
        for (; pulled < 1000; pulled += 1) yield Buffer.from(`${'.'.repeat(1023)}\n`);
      },
    });
    await expect(endless).rejects.toThrow('is of no format that is known');
    expect(pulled).toBeLessThanOrEqual(65);
  });

  it.each<[string, string, string]>([
    ['none', 'none.txt', 'results-missing'],
    ['a glob of nothing', '*.none', 'results-missing'],
    ['an empty file', 'empty', 'results-empty'],
    ['a file of spaces', 'spaces', 'results-empty'],
    ['an unknown file', 'letter', 'format-unknown'],
    ['a folder of such files', 'letters', 'results-none'],
  ])('refuses %s', async (_, path, code) => {
    const cwd = folderWith({
      empty: '',
      spaces: ' \n\n',
      letter: 'Dear reader',
      'letters/1': 'Dear reader',
    });
    const error: unknown = await read(cwd, path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PerfwatchError);
    expect(error).toMatchObject({ code });
  });

  it('refuses a folder of more files than anybody means', async () => {
    const cwd = temporaryFolder('many');
    for (let index = 0; index <= 20_000; index += 1) writeFileSync(join(cwd, `${index}`), '');
    await expect(read(cwd, '.')).rejects.toMatchObject({ code: 'results-too-many' });
  });
});
