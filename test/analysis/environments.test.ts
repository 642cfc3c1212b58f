import { describe, expect, it } from 'vitest';
import { differences } from '../../src/analysis/environments.ts';
import { buildReport } from '../../src/analysis/report.ts';
import { summarizeRun } from '../../src/analysis/summarize.ts';
import type { Machine } from '../../src/model/environment.ts';
import { defaultRule } from '../../src/model/rule.ts';
import { benchmark, measurement, run, suiteResult } from './runs.ts';

const machine: Machine = {
  cpuModel: 'Test CPU',
  cpuCount: 4,
  os: 'debian 12',
  architecture: 'x64',
};
const nothing: Machine = {
  cpuModel: 'unknown',
  cpuCount: null,
  os: 'unknown',
  architecture: 'unknown',
};

/** A run on this machine; the fingerprint is of all its facts, known or not. */
function on(of: Machine, toolchain: Record<string, string> = {}) {
  const fingerprint = JSON.stringify([of, toolchain]);
  const home = benchmark('rust', 'parse', [measurement([1, 1.001, 0.999])]);
  const made = run([suiteResult('rust', [home], { fingerprint, toolchain })]);
  return { ...made, environment: { ...made.environment, machine: of, memoryBytes: null } };
}

function between(base: ReturnType<typeof on>, candidate: ReturnType<typeof on>): string[] {
  const [before] = summarizeRun(base);
  const [after] = summarizeRun(candidate);
  if (!before || !after) throw new Error('both were measured');
  return differences(before, after);
}

describe('what differs between environments', () => {
  it('is told fact by fact', () => {
    expect(between(on(machine), on({ ...machine, cpuCount: 2, os: 'debian 13' }))).toEqual([
      'number of CPUs 4 → 2',
      'operating system debian 12 → debian 13',
    ]);
    expect(between(on(machine), on(machine, { node: '22' }))).toEqual(['node none → 22']);
  });

  it('is nothing where a fact is not known of one side', () => {
    expect(between(on(nothing), on(machine))).toEqual([]);
    expect(between(on(machine), on(nothing))).toEqual([]);
    expect(
      between(on({ ...machine, cpuCount: null }), on({ ...machine, os: 'debian 13' })),
    ).toEqual(['operating system debian 12 → debian 13']);
  });

  it('is the fingerprint where nothing else is', () => {
    const [summary] = summarizeRun(on(machine));
    if (!summary) throw new Error('it was measured');
    expect(differences(summary, { ...summary, fingerprint: 'other' })).toEqual([
      'the fingerprint, computed by another perfwatch',
    ]);
  });

  it('leaves runs of unknown machines comparable', () => {
    const { comparisons } = buildReport({
      run: on(machine),
      base: { title: 'a file', suites: summarizeRun(on(nothing)) },
      rule: defaultRule,
      allowMissing: false,
    });
    expect(comparisons.map(({ verdict }) => verdict)).toEqual(['unchanged']);
  });
});
