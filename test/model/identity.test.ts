import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BenchmarkIdentity, benchmarkId } from '../../src/model/identity.ts';

const identity = (path: string[], params: Record<string, string> = {}): BenchmarkIdentity => ({
  suite: 'rust',
  path,
  params,
});

describe('the id of a benchmark', () => {
  it.each([
    { it: 'joins names by /', of: identity(['parse', 'large']), id: 'rust/parse/large' },
    {
      it: 'sorts parameters by name',
      of: identity(['parse'], { size: '10', kind: 'csv' }),
      id: 'rust/parse[kind=csv,size=10]',
    },
    { it: 'escapes a slash in a name', of: identity(['a/b']), id: 'rust/a\\/b' },
    { it: 'escapes brackets in a name', of: identity(['a[b]']), id: 'rust/a\\[b\\]' },
    { it: 'escapes a backslash', of: identity(['a\\b']), id: 'rust/a\\\\b' },
    {
      it: 'escapes what separates parameters',
      of: identity(['a'], { 'x=y': '1,2' }),
      id: 'rust/a[x\\=y=1\\,2]',
    },
    { it: 'keeps pipes and quotes', of: identity(['a|b "c" `d`']), id: 'rust/a|b "c" `d`' },
    {
      it: 'writes line breaks out',
      of: identity(['a\r\nb\u2028']),
      id: 'rust/a\\u{d}\\u{a}b\\u{2028}',
    },
    { it: 'writes ANSI codes out', of: identity(['\u001B[31mred']), id: 'rust/\\u{1b}\\[31mred' },
    { it: 'keeps emoji, joined ones too', of: identity(['👩‍🚀']), id: 'rust/👩‍🚀' },
    {
      it: 'writes out what turns the reading direction',
      of: identity(['\u202Eevil']),
      id: 'rust/\\u{202e}evil',
    },
    { it: 'keeps an empty name', of: identity(['', 'a']), id: 'rust//a' },
  ])('$it', ({ of, id }) => {
    expect(benchmarkId(of)).toBe(id);
  });

  const name = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[\\/[\]=,{}u\n a-c]{0,6}$/),
    fc.constantFrom('\uD800', '\u001B[0m', 'a\u2029b'),
  );
  const anyIdentity = fc.record({
    suite: fc.constantFrom('a', 'a.b'),
    path: fc.array(name, { minLength: 1, maxLength: 3 }),
    params: fc.dictionary(name, name, { maxKeys: 2 }),
  });
  const same = (a: BenchmarkIdentity, b: BenchmarkIdentity) => {
    const tuple = ({ suite, path, params }: BenchmarkIdentity) =>
      JSON.stringify([suite, path, Object.entries(params).sort()]);
    return tuple(a) === tuple(b);
  };

  it('differs where identities differ', () => {
    fc.assert(
      fc.property(anyIdentity, anyIdentity, (a, b) => {
        expect(benchmarkId(a) === benchmarkId(b)).toBe(same(a, b));
      }),
      { numRuns: 3000 },
    );
  });

  it('never holds a line break, a control character or half a character', () => {
    fc.assert(
      fc.property(anyIdentity, (one) => {
        expect(benchmarkId(one)).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it('does not depend on the order of parameters', () => {
    fc.assert(
      fc.property(anyIdentity, (one) => {
        const params = Object.fromEntries(Object.entries(one.params).reverse());
        expect(benchmarkId({ ...one, params })).toBe(benchmarkId(one));
      }),
    );
  });
});
