/** What about this machine makes measurements noisy? Facts are read first, then judged by rules. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Facts as the platform tells them; null where it does not. */
export interface MachineFacts {
  readonly cpuCount: number | null;
  /** Load average over the last minute. */
  readonly loadAverage: number | null;
  /** Frequency governor of the first processor, e.g. `powersave`. */
  readonly governor: string | null;
  readonly turbo: boolean | null;
  readonly simultaneousMultithreading: boolean | null;
  readonly virtualized: boolean | null;
  readonly onBattery: boolean | null;
  /** Share of time since boot in which the hypervisor ran somebody else (0.02 is 2 %). */
  readonly stolenShare: number | null;
}

export interface NoiseFinding {
  /** What is the case. */
  readonly fact: string;
  /** What it does to measurements, or what to do about it. */
  readonly advice: string;
}

const devices = '/sys/devices/system/cpu';

/** The trimmed text of a file, or null when it is not there. */
async function text(file: string): Promise<string | null> {
  return readFile(file, 'utf8').then(
    (content) => content.trim(),
    () => null,
  );
}

async function readTurbo(): Promise<boolean | null> {
  const disabled = await text(`${devices}/intel_pstate/no_turbo`);
  if (disabled !== null) return disabled === '0';
  const boost = await text(`${devices}/cpufreq/boost`);
  return boost === null ? null : boost === '1';
}

async function readOnBattery(): Promise<boolean | null> {
  const folder = '/sys/class/power_supply';
  const supplies: string[] = await readdir(folder).catch(() => []);
  const statuses = await Promise.all(
    supplies.map(async (supply) =>
      (await text(join(folder, supply, 'type'))) === 'Battery'
        ? text(join(folder, supply, 'status'))
        : null,
    ),
  );
  const batteries = statuses.filter((status) => status !== null);
  return batteries.length === 0 ? null : batteries.includes('Discharging');
}

async function readStolenShare(): Promise<number | null> {
  const line = (await text('/proc/stat'))?.split('\n')[0];
  // cpu  user nice system idle iowait irq softirq steal guest guest_nice (proc(5)); the guests
  // are counted in user and nice already.
  const ticks = line?.trim().split(/\s+/).slice(1, 9).map(Number);
  const total = ticks?.reduce((sum, value) => sum + value, 0);
  return ticks?.[7] === undefined || !total ? null : ticks[7] / total;
}

/** Reads the facts; on platforms other than Linux most are null. */
export async function readMachineFacts(
  cpuCount: number | null,
  loadAverage: number | null,
): Promise<MachineFacts> {
  const smt = await text(`${devices}/smt/active`);
  const cpuInfo = await text('/proc/cpuinfo');
  return {
    cpuCount,
    loadAverage,
    governor: await text(`${devices}/cpu0/cpufreq/scaling_governor`),
    turbo: await readTurbo(),
    simultaneousMultithreading: smt === null ? null : smt === '1',
    virtualized: cpuInfo === null ? null : /^flags\s*:.*\bhypervisor\b/m.test(cpuInfo),
    onBattery: await readOnBattery(),
    stolenShare: await readStolenShare(),
  };
}

/** What is worth knowing about these facts, worst first. Pure. */
export function noiseFindings(facts: MachineFacts): NoiseFinding[] {
  const findings: (NoiseFinding | false)[] = [
    facts.onBattery === true && {
      fact: 'It runs on battery.',
      advice: 'Processors slow down on battery: plug it in before you measure.',
    },
    facts.loadAverage !== null &&
      facts.cpuCount !== null &&
      facts.loadAverage > facts.cpuCount / 4 && {
        fact: `The load average is ${facts.loadAverage.toFixed(2)} on ${facts.cpuCount} CPUs.`,
        advice: 'Something else is running; stop it, or wait until the load is near 0.',
      },
    facts.stolenShare !== null &&
      facts.stolenShare > 0.005 && {
        fact: `The hypervisor gave ${(facts.stolenShare * 100).toFixed(1)} % of the time to others.`,
        advice: 'Neighbours on the same host disturb this machine: use more launches.',
      },
    facts.governor !== null &&
      facts.governor !== 'performance' && {
        fact: `The frequency governor is "${facts.governor}".`,
        advice: 'Set it for the time of measuring: sudo cpupower frequency-set -g performance',
      },
    facts.turbo === true && {
      fact: 'Turbo frequencies are on.',
      advice: 'The clock then depends on heat and on other cores; turn turbo off where you may.',
    },
    facts.virtualized === true && {
      fact: 'It is a virtual machine.',
      advice:
        'Its speed depends on others: trust comparisons within one run, and use more launches.',
    },
    facts.cpuCount !== null &&
      facts.cpuCount < 4 && {
        fact: `It has ${facts.cpuCount} ${facts.cpuCount === 1 ? 'CPU' : 'CPUs'}.`,
        advice: 'The system and the benchmarks share them: run nothing else beside perfwatch.',
      },
    facts.simultaneousMultithreading === true && {
      fact: 'Simultaneous multithreading is on.',
      advice: 'Two threads share a core, so whatever else runs slows benchmarks down.',
    },
  ];
  return findings.filter((finding) => finding !== false);
}
