/** Which machine is this? What decides, with a suite's toolchain, if two runs may be compared. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { arch, availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';
import { ciServiceOf } from '../ciService.ts';
import type { Io } from '../io.ts';
import type { Environment, Machine, Toolchain } from '../model/environment.ts';
import type { HarnessIdentity } from '../model/suiteResult.ts';

const osNames: Partial<Record<NodeJS.Platform, string>> = { darwin: 'macos', win32: 'windows' };

/** Name and version of the operating system, as stable as an image: no kernel or patch numbers. */
async function operatingSystem(platform: NodeJS.Platform): Promise<string> {
  if (platform !== 'linux') {
    return `${osNames[platform] ?? platform} ${release().split('.')[0] ?? ''}`.trim();
  }
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const value = (key: string) => new RegExp(`^${key}="?([^"\n]*)"?$`, 'm').exec(text)?.[1];
  return [value('ID') ?? 'linux', value('VERSION_ID')].filter(Boolean).join(' ');
}

/** Of the machine that this runs on, all is known. */
export interface OwnEnvironment extends Environment {
  readonly machine: Machine & { readonly cpuCount: number };
  readonly memoryBytes: number;
}

/** Describes the machine that a run measures on. */
export async function describeEnvironment(io: Io): Promise<OwnEnvironment> {
  const machine = {
    cpuModel: cpus()[0]?.model.trim() || 'unknown',
    cpuCount: availableParallelism(),
    os: await operatingSystem(io.platform),
    architecture: arch(),
  };
  return {
    machine,
    memoryBytes: totalmem(),
    kernel: release(),
    loadAverage: io.platform === 'win32' ? null : (loadavg()[0] ?? null),
    ci: ciServiceOf(io.env)?.name ?? (io.env.CI && io.env.CI !== 'false' ? 'CI' : null),
  };
}

/**
 * The fingerprint of a suite's environment: 12 hexadecimal digits over machine, toolchain and
 * harness version. It belongs to the suite and not to the run, so that a new Rust compiler makes
 * the Rust suites incomparable and leaves the Python suites alone.
 */
export function fingerprintOf(
  machine: Machine,
  toolchain: Toolchain,
  harness: HarnessIdentity,
): string {
  const sorted = Object.entries(toolchain).sort(([a], [b]) => (a < b ? -1 : 1));
  const { cpuModel, cpuCount, os, architecture } = machine;
  const text = JSON.stringify([
    [cpuModel, cpuCount, os, architecture],
    sorted,
    [harness.name, harness.version],
  ]);
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
