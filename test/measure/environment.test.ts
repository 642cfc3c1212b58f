import { describe, expect, it } from 'vitest';
import { describeEnvironment, fingerprintOf } from '../../src/measure/environment.ts';
import { environmentSchema, type Machine } from '../../src/model/environment.ts';
import { fakeIo } from '../support/io.ts';

const machine: Machine = { cpuModel: 'Test', cpuCount: 4, os: 'debian 12', architecture: 'x64' };
const harness = { name: 'criterion', version: '0.8.2' };
const toolchain = { rustc: '1.95.0', cargo: '1.95.0' };

describe('the fingerprint', () => {
  const known = fingerprintOf(machine, toolchain, harness);

  it('is 12 hexadecimal digits that stay the same', () => {
    expect(known).toMatch(/^[0-9a-f]{12}$/);
    expect(fingerprintOf({ ...machine }, { ...toolchain }, { ...harness })).toBe(known);
  });

  it('does not depend on the order of tools or keys', () => {
    const { cargo, rustc } = toolchain;
    const { architecture, os, cpuCount, cpuModel } = machine;
    const turned = { architecture, os, cpuCount, cpuModel };
    expect(fingerprintOf(turned, { cargo, rustc }, harness)).toBe(known);
  });

  it.each([
    ['another processor', { ...machine, cpuModel: 'Other' }, toolchain, harness],
    ['fewer processors', { ...machine, cpuCount: 2 }, toolchain, harness],
    ['another system', { ...machine, os: 'debian 13' }, toolchain, harness],
    ['another architecture', { ...machine, architecture: 'arm64' }, toolchain, harness],
    ['another compiler', machine, { ...toolchain, rustc: '1.96.0' }, harness],
    ['another tool', machine, { ...toolchain, llvm: '20' }, harness],
    ['another harness version', machine, toolchain, { ...harness, version: '0.7.0' }],
    ['another harness', machine, toolchain, { ...harness, name: 'divan' }],
  ] as const)('differs with %s', (_, otherMachine, otherToolchain, otherHarness) => {
    expect(fingerprintOf(otherMachine, otherToolchain, otherHarness)).not.toBe(known);
  });
});

describe('the environment', () => {
  it('of this machine is one that a run can hold', async () => {
    const environment = await describeEnvironment(fakeIo({ cwd: '/' }));
    expect(environmentSchema.parse(environment)).toEqual(environment);
    expect(environment.machine.os).not.toBe('');
  });

  it.each([
    [{}, null],
    [{ CI: 'true' }, 'CI'],
    [{ CI: 'true', GITHUB_ACTIONS: 'true' }, 'GitHub Actions'],
    [{ CI: 'true', GITLAB_CI: 'true' }, 'GitLab CI'],
  ])('with %j is of the provider %s', async (env, ci) => {
    expect((await describeEnvironment(fakeIo({ cwd: '/', env }))).ci).toBe(ci);
  });
});
