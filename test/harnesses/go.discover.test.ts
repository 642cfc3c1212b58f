import { describe, expect, it } from 'vitest';
import { discoverGo } from '../../src/harnesses/go/discover.ts';

const bench = 'package x\n\nfunc BenchmarkParse(b *testing.B) {\n}\n';

describe('discoverGo', () => {
  it('finds one suite for each module that has benchmarks', () => {
    const files = [
      { path: 'go.mod', text: 'module example.com/tools/v2\n\ngo 1.22\n' },
      { path: 'a/a_test.go', text: bench },
      { path: 'b/b_test.go', text: bench },
      { path: 'plugins/lexer/go.mod', text: 'module example.com/lexer\n' },
      { path: 'plugins/lexer/deep/lexer_test.go', text: bench },
      { path: 'plugins/idle/go.mod', text: 'module example.com/idle\n' },
      { path: 'plugins/idle/idle_test.go', text: 'func TestIdle(t *testing.T) {}\n' },
    ];
    expect(discoverGo(files)).toEqual([
      {
        name: 'tools',
        folder: '.',
        evidence: 'Go benchmarks in a/a_test.go and 1 more',
        settings: {},
      },
      {
        name: 'lexer',
        folder: 'plugins/lexer',
        evidence: 'Go benchmarks in plugins/lexer/deep/lexer_test.go',
        settings: {},
      },
    ]);
  });

  it.each([
    ['outside of a module', 'x/a_test.go', bench],
    ['in folders that Go leaves out', 'm/testdata/a_test.go', bench],
    ['in hidden folders', 'm/.cache/a_test.go', bench],
    ['that are none by their names', 'm/a_test.go', 'func Benchmarking(b *testing.B) {}\n'],
    ['in comments', 'm/a_test.go', '// func BenchmarkX(b *testing.B) {}\n'],
    ['of another form', 'm/a_test.go', 'func BenchmarkX(t *testing.T) {}\n'],
  ])('finds no benchmarks %s', (_, path, text) => {
    expect(
      discoverGo([
        { path: 'm/go.mod', text: 'module m\n' },
        { path, text },
      ]),
    ).toEqual([]);
  });
});
