import { describe, expect, it } from 'vitest';
import { pytestBenchmark } from '../../src/harnesses/pytestBenchmark.ts';

const found = (files: Record<string, string>) =>
  pytestBenchmark
    .discover(Object.entries(files).map(([path, text]) => ({ path, text })))
    .map(({ name, folder, evidence }) => `${name} in ${folder}: ${evidence}`);

describe('discovery', () => {
  it('one suite for each folder whose manifests name pytest-benchmark', () => {
    expect(
      found({
        'requirements.txt': 'pytest\npytest-benchmark>=4\n',
        'requirements-dev.txt': 'pytest-benchmark==5.3.1',
        'packages/core/pyproject.toml':
          '[project]\nname = "core-library"\n[dependency-groups]\ndev = ["pytest_benchmark"]',
        'packages/tools/setup.cfg': 'test =\n  Pytest-Benchmark[histogram]',
        'packages/web/pyproject.toml': '[project]\nname = "web"\ndependencies = ["pytest"]',
      }),
    ).toEqual([
      'python in .: pytest-benchmark in requirements.txt',
      'core-library in packages/core: pytest-benchmark in packages/core/pyproject.toml',
      'tools in packages/tools: pytest-benchmark in packages/tools/setup.cfg',
    ]);
  });

  it('takes the name from the manifest beside', () => {
    expect(
      found({
        'pyproject.toml': '[project]\nname = "wordrank"',
        'requirements-dev.txt': 'pytest-benchmark',
      }),
    ).toEqual(['wordrank in .: pytest-benchmark in requirements-dev.txt']);
  });

  it('is not misled by comments, other packages and broken manifests', () => {
    expect(
      found({
        'a/requirements.txt': '# pytest-benchmark\npytest # pytest-benchmark',
        'b/requirements.txt': 'pytest-benchmark-plus\nmy-pytest-benchmark\n',
      }),
    ).toEqual([]);
    expect(found({ 'c/pyproject.toml': '[project\nx = "pytest-benchmark"' })).toEqual([
      'c in c: pytest-benchmark in c/pyproject.toml',
    ]);
  });

  it('sees only manifests that it asked for', () => {
    expect(pytestBenchmark.manifests).toContain('pyproject.toml');
    expect(pytestBenchmark.manifests).toContain('requirements-dev.txt');
  });
});
