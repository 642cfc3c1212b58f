import { describe, expect, it } from 'vitest';
import { fileNames } from '../../src/formats/fileNames.ts';

const named = (...paths: readonly string[]) =>
  paths.map((path) => fileNames(paths).get(path)?.join('/'));

describe('fileNames', () => {
  it('gives as much of the end of a path as tells it from the others', () => {
    expect(named('/home/project/bench/sum.js')).toEqual(['sum.js']);
    expect(named('/p/a/sum.js', '/p/b/sum.js', '/p/b/parse.js')).toEqual([
      'a/sum.js',
      'b/sum.js',
      'parse.js',
    ]);
  });

  it('names the whole path where one is the end of another', () => {
    expect(named('/b/sum.js', '/a/b/sum.js')).toEqual(['b/sum.js', 'a/b/sum.js']);
  });

  it('splits paths of Windows and addresses alike', () => {
    expect(named('C:\\p\\x\\sum.js', 'C:\\p\\y\\sum.js')).toEqual(['x/sum.js', 'y/sum.js']);
    expect(named('file:///p/x/sum.ts')).toEqual(['sum.ts']);
  });

  it('comes to an end with paths that are alike for very long', () => {
    const long = '/a'.repeat(100_000);
    const names = fileNames([`/x${long}`, `/y${long}`]);
    expect([...names.values()].map(({ length }) => length)).toEqual([100_001, 100_001]);
  });
});
