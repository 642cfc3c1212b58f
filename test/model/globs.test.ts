import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob } from '../../src/model/globs.ts';
import { benchmarkId } from '../../src/model/identity.ts';

const identity = fc.record({
  suite: fc.stringMatching(/^[a-z*]{1,3}$/),
  path: fc.array(fc.string({ maxLength: 4, unit: 'grapheme' }), { minLength: 1, maxLength: 3 }),
  params: fc.dictionary(fc.string({ maxLength: 3 }), fc.string({ maxLength: 3 }), { maxKeys: 2 }),
});

/** The definition, spelled out: every way to spend the units of the id on the glob is tried. */
function matchesByDefinition(
  glob: readonly string[],
  id: readonly string[],
  first = true,
): boolean {
  const [wanted, ...rest] = glob;
  if (wanted === undefined) return id.length === 0;
  if (wanted === '**/' && first) {
    const starts = id.flatMap((unit, at) => (unit === '/' ? [at + 1] : []));
    return [0, ...starts].some((at) => matchesByDefinition(rest, id.slice(at), true));
  }
  if (wanted === '**') {
    return [...id, ''].some((_, at) => matchesByDefinition(rest, id.slice(at), false));
  }
  if (wanted === '*') {
    const end = id.indexOf('/');
    const reach = id.slice(0, end < 0 ? id.length : end);
    return [...reach, ''].some((_, at) => matchesByDefinition(rest, id.slice(at), false));
  }
  return wanted === id[0] && matchesByDefinition(rest, id.slice(1), wanted === '/');
}

describe('a glob', () => {
  it.each([
    ['rust/parse', 'rust/parse'],
    ['rust/*', 'rust/parse'],
    ['rust/*', 'rust/parse[n=3]'],
    ['rust/p*e', 'rust/parse'],
    ['rust/parse[n=*]', 'rust/parse[n=3]'],
    ['rust/parse[n=*,size=2]', 'rust/parse[n=3,size=2]'],
    ['rust/*', 'rust/read[file=a/b.json]'],
    ['rust/**', 'rust/group/parse[n=3]'],
    ['**', 'rust/group/parse'],
    ['**/parse', 'rust/group/parse'],
    ['**/parse', 'rust/parse'],
    ['rust/**/parse', 'rust/parse'],
    ['rust/**/parse', 'rust/a/b/parse'],
    ['**/*[n=3]', 'rust/group/parse[n=3]'],
    ['rust/*', 'rust/a\\/b'],
    ['rust/\\*', 'rust/*'],
    ['*/a*b*c', 'rust/aXbXbXc'],
  ])('%s matches %s', (glob, id) => {
    expect(matchesGlob(glob, id)).toBe(true);
  });

  it.each([
    ['rust/*', 'rust/group/parse'],
    ['rust/*', 'rust2/parse'],
    ['rust', 'rust/parse'],
    ['rust/parse', 'rust/parse[n=3]'],
    ['rust/[a-z]arse', 'rust/parse'],
    ['rust/{parse,print}', 'rust/parse'],
    ['rust/pars?', 'rust/parse'],
    ['!rust/parse', 'rust/print'],
    ['rust/\\*', 'rust/parse'],
    ['rust/a/*', 'rust/a\\/b'],
    ['**/arse', 'rust/parse'],
    ['rust/**/parse', 'rust/aparse'],
    ['', 'rust/parse'],
  ])('%s does not match %s', (glob, id) => {
    expect(matchesGlob(glob, id)).toBe(false);
  });

  it('that is an id matches it, whatever is in its name', () => {
    fc.assert(
      fc.property(identity, (one) => {
        const id = benchmarkId(one);
        expect(matchesGlob(id, id)).toBe(true);
      }),
      { seed: 1 },
    );
  });

  it('that is an id without stars matches no other one', () => {
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        const [glob, id] = [benchmarkId(one), benchmarkId(other)];
        fc.pre(!glob.includes('*') && glob !== id);
        expect(matchesGlob(glob, id)).toBe(false);
      }),
      { seed: 2 },
    );
  });

  it('matches what its definition says', () => {
    const globs = fc.array(fc.constantFrom('a', 'b', '/', '*', '**', '**/'), { maxLength: 8 });
    const ids = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 10 });
    // Neighbouring stars are one wildcard, and `**/` is one only where a part begins.
    const isPlain = (glob: readonly string[]) =>
      glob.every((part, at) => {
        const before = glob[at - 1];
        if (part.startsWith('*') && before?.endsWith('*')) return false;
        return part !== '**/' || at === 0 || before?.endsWith('/');
      });
    fc.assert(
      fc.property(globs, ids, (glob, id) => {
        fc.pre(isPlain(glob));
        const parts = glob.flatMap((part, at) =>
          part === '**' && glob[at + 1] === '/' && (at === 0 || glob[at - 1]?.endsWith('/'))
            ? ['**/']
            : part === '/' && glob[at - 1] === '**' && (at === 1 || glob[at - 2]?.endsWith('/'))
              ? []
              : [part],
        );
        expect(matchesGlob(glob.join(''), id.join(''))).toBe(matchesByDefinition(parts, id));
      }),
      { seed: 3, numRuns: 5000 },
    );
  });

  it('is matched in time, however many stars it has', () => {
    const glob = `${'*a'.repeat(30)}b`;
    expect(matchesGlob(glob, `${'a'.repeat(2000)}`)).toBe(false);
    expect(matchesGlob(`**/${'*a'.repeat(30)}b`, `${'a'.repeat(100)}/`.repeat(20))).toBe(false);
  });
});
