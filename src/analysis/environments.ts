/** May these two suites be compared, and if not, what differs? */
import { unknown } from '../model/machineTitle.ts';
import type { SuiteSummary } from '../model/summary.ts';

type Place = Pick<SuiteSummary, 'machine' | 'toolchain' | 'harness' | 'fingerprint' | 'location'>;

function facts({ machine, toolchain, harness }: Place): Map<string, string> {
  return new Map([
    ['CPU', machine.cpuModel],
    ['number of CPUs', String(machine.cpuCount ?? unknown)],
    ['operating system', machine.os],
    ['architecture', machine.architecture],
    ...Object.entries(toolchain),
    [harness.name, harness.version],
  ]);
}

/**
 * `rustc 1.94.0 → 1.95.0`, one phrase per difference; empty when the fingerprints are equal. What is not
 * known of one side differs from nothing.
 */
export function differences(base: Place, candidate: Place): string[] {
  if (base.location !== candidate.location) {
    return ['what a launch is summarized by, which an older perfwatch did otherwise'];
  }
  if (base.fingerprint === candidate.fingerprint) return [];
  const before = facts(base);
  const after = facts(candidate);
  const names = new Set([...before.keys(), ...after.keys()]);
  const different = [...names].filter((name) => before.get(name) !== after.get(name));
  if (different.length === 0) return ['the fingerprint, computed by another perfwatch'];
  return different
    .filter((name) => before.get(name) !== unknown && after.get(name) !== unknown)
    .map((name) => `${name} ${before.get(name) ?? 'none'} → ${after.get(name) ?? 'none'}`);
}
