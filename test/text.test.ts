import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  displayWidth,
  flow,
  pad,
  printable,
  printableLines,
  shellWord,
  truncateMiddle,
} from '../src/text.ts';

describe('printable', () => {
  test.each([
    ['plain text stays', 'parse/large[n=3]', 'parse/large[n=3]'],
    ['colours', '\x1b[31;1mred\x1b[0m', 'red'],
    ['the C1 form of them', '\x9b31mred\x9b0m', 'red'],
    ['clearing the screen', 'a\x1b[2J\x1b[Hb', 'ab'],
    ['a window title', 'a\x1b]0;owned\x07b', 'ab'],
    ['a hyperlink', '\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\', 'click'],
    ['a device string', 'a\x1bPpayload\x1b\\b', 'ab'],
    ['a command without its end', 'a\x1b]0;text', 'a0;text'],
    ['a lone escape', 'a\x1b', 'a\\u{1b}'],
    ['line breaks', 'a\r\nb\nc\u2028d', 'a b c d'],
    ['tabs', 'a\tb', 'a b'],
    ['backspace and bell', 'a\bb\x07', 'a\\u{8}b\\u{7}'],
    ['a reversed reading direction', 'a\u202Etxt.exe\u2066b', 'atxt.exeb'],
    ['zero-width characters', 'a\u200Bb\uFEFFc\u00ADd', 'abcd'],
    ['an emoji family stays whole', '👩‍👩‍👧', '👩‍👩‍👧'],
    ['half of a surrogate pair', 'a\uD83Db', 'a\uFFFDb'],
    ['marks piled up', `a${'\u0301'.repeat(500)}b`, `a${'\u0301'.repeat(8)}b`],
  ])('%s', (_, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  test('leaves nothing that could act on a terminal', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\x1b', '\x1b[', '\x9b', '\x1b]', '\x9d', '\x07', '\x1b\\', '\u202E', '1m'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(printable(pieces.join(''))).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E]/u);
      }),
      { numRuns: 500 },
    );
  });

  test.each(['\x9d', '\x1b]', '\x1b[1', '\x90a', '\x1b', '\u0301'])(
    'a million times %j takes no longer than linear time',
    (hostile) => {
      // Quadratic, this would not end within the time limit of a test.
      expect(printable(hostile.repeat(1_000_000)).length).toBeLessThan(10_000_000);
    },
  );
});

describe('printableLines', () => {
  const limits = { maxLines: 4, maxWidth: 40 };

  test('keeps line breaks and indentation, drops what is empty around', () => {
    expect(printableLines('\n\nerror:\n\tat \x1b[1mx\x1b[0m  \n\n  b\n\n', limits)).toEqual([
      'error:',
      '    at x',
      '',
      '  b',
    ]);
  });

  test('says how many lines it left out', () => {
    expect(printableLines('1\n2\n3\n4\n5\n6', limits)).toEqual(['1', '2', '3', '… 3 more lines']);
    expect(printableLines('1\n2\n3\n4', limits)).toEqual(['1', '2', '3', '4']);
    expect(printableLines('1\n2', { maxLines: 1, maxWidth: 9 })).toEqual(['1', '… 1 more line']);
  });

  test('a progress bar does not write over what was before', () => {
    expect(printableLines('10 %\r20 %', limits)).toEqual(['10 %', '20 %']);
  });

  test('cuts long lines, and has none for nothing', () => {
    expect(printableLines('x'.repeat(1000), limits).map(displayWidth)).toEqual([40]);
    expect(printableLines(' \n\t\n', limits)).toEqual([]);
  });
});

describe('displayWidth', () => {
  test.each([
    ['', 0],
    ['abc', 3],
    ['12.3 µs → −4.0 %', 16],
    ['表計算', 6],
    ['ＡＢ', 4],
    ['🫠', 2],
    ['👩‍👩‍👧', 2],
    ['🇩🇪', 2],
    ['e\u0301', 1],
  ])('of %s is %i', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('truncateMiddle', () => {
  test.each([
    ['fits', 10, 'fits'],
    ['parse/large/unicode', 11, 'parse…icode'],
    ['parse/large/unicode', 10, 'parse…code'],
    ['表計算表計算', 7, '表…算'],
    ['👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 5, '👩‍👩‍👧…👩‍👩‍👧'],
    ['abc', 1, '…'],
    ['abc', 0, ''],
  ])('%s in %i columns', (text, width, expected) => {
    expect(truncateMiddle(text, width)).toBe(expected);
  });

  test('never wider than asked, whole graphemes only, both ends kept', () => {
    const name = fc.array(fc.constantFrom('a', 'é', 'e\u0301', '表', '🫠', '👩‍👩‍👧', '🇩🇪', '/'));
    fc.assert(
      fc.property(name, fc.integer({ min: 1, max: 30 }), (characters, width) => {
        const shown = truncateMiddle(characters.join(''), width);
        expect(displayWidth(shown)).toBeLessThanOrEqual(width);
        const [head = '', tail] = shown.split('…');
        expect(characters.join('').startsWith(head)).toBe(true);
        expect(characters.join('').endsWith(tail ?? '')).toBe(true);
        // A character cut apart would be wider or narrower than its whole.
        expect(shown).not.toMatch(/^\p{M}|^\u200D|\u200D$|\u200D…|…[\p{M}\u200D]/u);
      }),
    );
  });

  test('a name of a million characters is looked at only where it is shown', () => {
    expect(truncateMiddle('表'.repeat(1_000_000), 9)).toBe('表表…表表');
  });
});

test('pad fills by columns, not by characters', () => {
  expect(pad('表', 4, 'right')).toBe('表  ');
  expect(pad('1 s', 5, 'left')).toBe('  1 s');
  expect(pad('too long', 3, 'left')).toBe('too long');
});

test('flow breaks between pieces only', () => {
  expect(flow(['aa', 'bb', 'cc'], ' · ', 7)).toEqual(['aa · bb', 'cc']);
  expect(flow(['a longer piece', 'b'], ' ', 5)).toEqual(['a longer piece', 'b']);
  expect(flow([], ' ', 5)).toEqual([]);
});

describe('shellWord', () => {
  test.each([
    ['crates/parser', 'crates/parser'],
    ['my folder', "'my folder'"],
    ["it's; rm -rf ~", "'it'\\''s; rm -rf ~'"],
    ['', "''"],
  ])('%s stays one word', (text, word) => {
    expect(shellWord(text)).toBe(word);
  });
});
