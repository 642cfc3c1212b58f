import { describe, expect, it } from 'vitest';
import { headOf } from '../../src/formats/head.ts';
import { looksLike } from '../../src/formats/looksLike.ts';

describe('looksLike', () => {
  it.each([
    ['{"a": 1, "b": {"c": 2}}', 'JSON, an object with "a", "b"'],
    ['{}', 'JSON, an object without keys'],
    ['[{"name": "x"}]', 'JSON, a list of objects with "name"'],
    ['[1, 2]', 'JSON, a list of values'],
    ['[]', 'JSON, an empty list'],
    ['{"t": 1}\n{"t": 2}\n', 'lines of JSON, an object with "t"'],
    ['<?xml version="1.0"?><!-- x --><suite a="1">', 'XML, its root is <suite>'],
    ['\n  Dear reader,\nhello', 'text that begins with "Dear reader,"'],
    [`${'x'.repeat(100)}`, `text that begins with "${'x'.repeat(60)}…"`],
    ['# Title\n\n[] is a list', 'text that begins with "# Title"'],
    ['\u0000\u0001ELF', 'no text'],
    [
      JSON.stringify(
        Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => [key, 1])),
      ),
      'JSON, an object with "a", "b", "c", "d", "e", "f" and more',
    ],
  ])('%j', (text, words) => {
    expect(looksLike(headOf(text))).toBe(words);
  });
});
