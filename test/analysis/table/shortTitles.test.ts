import { describe, expect, it } from 'vitest';
import { shortTitles } from '../../../src/analysis/table/shortTitles.ts';

describe('shortTitles', () => {
  it.each<[readonly string[], readonly string[]]>([
    [
      ['/tmp/x/old.txt', '/tmp/x/new.txt'],
      ['old.txt', 'new.txt'],
    ],
    [
      ['/tmp/before/run.json', '/tmp/after/run.json'],
      ['before', 'after'],
    ],
    [
      ['a/b.json', 'c/d.json', 'e.json'],
      ['a/b.json', 'c/d.json', 'e.json'],
    ],
    [
      ['old/*.txt', 'old/*.txt'],
      ['old/*.txt', 'old/*.txt'],
    ],
    [
      ['run', 'run/base'],
      ['run', 'run/base'],
    ],
    [
      ['a\\old.txt', 'a\\new.txt'],
      ['old.txt', 'new.txt'],
    ],
    [['only.txt'], ['only.txt']],
  ])('%j → %j', (titles, short) => {
    expect(shortTitles(titles)).toEqual(short);
  });
});
