import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { benchmarkFiles } from '../../src/harnesses/pytestBenchmark/sources.ts';
import { temporaryFolder } from './realLaunches.ts';

const benchmark = 'def test_it(benchmark):\n    benchmark(len, "")\n';

describe('the files of a suite', () => {
  const folder = temporaryFolder();
  const outside = temporaryFolder();
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  const found = async (...paths: string[]) =>
    (await benchmarkFiles(folder, paths)).map((file) => file.replace(`${folder}/`, ''));

  beforeAll(() => {
    for (const file of [
      'test_top.py',
      'benches/deep/er/parse_test.py',
      'benches/other.py',
      '.venv/lib/test_hidden.py',
      'env/lib/python3/site-packages/test_installed.py',
      'node_modules/x/test_node.py',
    ]) {
      write(file, benchmark);
    }
    write('test_unit.py', 'def test_unit():\n    pass\n');
    writeFileSync(join(outside, 'test_outside.py'), benchmark);
    symlinkSync(outside, join(folder, 'linked'), 'junction');
    symlinkSync(join(outside, 'test_outside.py'), join(folder, 'test_linked.py'));
  });
  afterAll(() => {
    for (const one of [folder, outside]) rmSync(one, { recursive: true });
  });

  it('are what pytest collects by default, if it speaks of benchmarks', async () => {
    expect(await found()).toEqual(['benches/deep/er/parse_test.py', 'test_top.py']);
    expect(await found('benches', 'no such folder')).toEqual(['benches/deep/er/parse_test.py']);
  });

  it('are those that are named, whatever they are called', async () => {
    expect(await found('benches/other.py::test_it', join(folder, 'test_unit.py'), '.')).toEqual([
      'benches/deep/er/parse_test.py',
      'benches/other.py',
      'test_top.py',
      'test_unit.py',
    ]);
  });
});
