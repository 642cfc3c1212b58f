/** What `cargo bench` prints of `#[bench]`, and what looks like it. */
import { describe, expect, it } from 'vitest';
import { headOf } from '../../src/formats/head.ts';
import { libtest } from '../../src/formats/libtest.ts';
import { readAs } from './recordedFiles.ts';

const timesOf = (text: string) =>
  readAs(libtest, text).benchmarks.map(({ path, metrics }) => [
    path,
    metrics.map(({ launches }) => launches.map(({ samples }) => samples)).flat(2),
  ]);

describe('libtest', () => {
  it('reads integers with commas, decimals, and lines with a throughput', () => {
    const text = [
      'test parse::large_input ... bench:   1,024,512 ns/iter (+/- 12,003)',
      'test parse::small       ... bench:         12.50 ns/iter (+/- 0.31) = 5120 MB/s',
      '',
    ].join('\n');
    expect(timesOf(text)).toEqual([
      [['parse', 'large_input'], [0.001024512]],
      [['parse', 'small'], [1.25e-8]],
    ]);
  });

  it('keeps a name of criterion with spaces, slashes and dots as it is', () => {
    expect(timesOf('test a group/it ... bench: 3/x y ... bench:  7 ns/iter (+/- 1)\n')).toEqual([
      [['a group/it ... bench: 3/x y'], [7e-9]],
    ]);
  });

  it('tells programs apart that have benchmarks of one name', () => {
    const text = [
      '     Running benches/a.rs (target/release/deps/a-1)',
      'test same ... bench:  1 ns/iter (+/- 0)',
      'test only ... bench:  2 ns/iter (+/- 0)',
      '     Running benches/b.rs (target/release/deps/b-2)',
      'test same ... bench:  3 ns/iter (+/- 0)',
      '',
    ].join('\n');
    expect(timesOf(text)).toEqual([
      [['benches/a.rs', 'same'], [1e-9]],
      [['only'], [2e-9]],
      [['benches/b.rs', 'same'], [3e-9]],
    ]);
  });

  it('reads the first of two that cannot be told apart, and says so', () => {
    const line = 'test same ... bench:  1 ns/iter (+/- 0)\n';
    const { benchmarks, passedOver } = readAs(libtest, line + line);
    expect(benchmarks).toHaveLength(1);
    expect(passedOver).toEqual([
      { why: 'two benchmarks have the same name; the first one is read', count: 1, line: 2 },
    ]);
  });

  it.each([
    ["thread 'main' panicked at 'no such input', benches/sums.rs:34:9", 'no such input'],
    ["thread 'main' panicked at benches/sums.rs:34:9:\nno such input", 'no such input'],
    ['Error: "broken"', 'Error: "broken"'],
    ['', 'it failed; libtest printed nothing of the error'],
  ])('tells why one failed: %s', (output, message) => {
    const text = `test broken ... FAILED\n\nfailures:\n\n---- broken stdout ----\n${output}\n`;
    expect(readAs(libtest, text).benchmarks).toMatchObject([{ state: 'failed', message }]);
  });

  it('takes a time of 0 for none, and no other unit for a time', () => {
    const { benchmarks, passedOver } = readAs(
      libtest,
      'test a ... bench:  0 ns/iter (+/- 0)\ntest b ... bench:  5 cycles/iter (+/- 0)\n',
    );
    expect(benchmarks).toEqual([]);
    expect(passedOver.map(({ why }) => why)).toEqual([
      'a time is printed as 0: nothing was measured, or less than the last digit',
      'its unit is not known: cycles',
    ]);
  });

  it('is not told by tests alone', () => {
    expect(libtest.detect(headOf('running 1 test\ntest a ... ok\n'))).toBe(false);
    expect(libtest.detect(headOf('{"type":"test","event":"ok","name":"a"}\n'))).toBe(false);
  });
});
