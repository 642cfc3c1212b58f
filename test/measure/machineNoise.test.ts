import { describe, expect, it } from 'vitest';
import {
  type MachineFacts,
  noiseFindings,
  readMachineFacts,
} from '../../src/measure/machineNoise.ts';

const quiet: MachineFacts = {
  cpuCount: 8,
  loadAverage: 0.1,
  governor: 'performance',
  turbo: false,
  simultaneousMultithreading: false,
  virtualized: false,
  onBattery: false,
  stolenShare: 0,
};

describe('what makes measurements noisy', () => {
  it('is nothing on a quiet machine, and nothing where nothing is known', () => {
    expect(noiseFindings(quiet)).toEqual([]);
    const unknown = Object.fromEntries(Object.keys(quiet).map((key) => [key, null]));
    expect(noiseFindings({ ...quiet, ...unknown, cpuCount: 8 })).toEqual([]);
  });

  it.each([
    [{ onBattery: true }, /battery/],
    [{ loadAverage: 2.5 }, /load average is 2\.50 on 8 CPUs/],
    [{ stolenShare: 0.0123 }, /1\.2 % of the time/],
    [{ governor: 'powersave' }, /"powersave"/],
    [{ turbo: true }, /Turbo/],
    [{ virtualized: true }, /virtual machine/],
    [{ cpuCount: 2, loadAverage: 0 }, /2 CPUs/],
    [{ cpuCount: 1, loadAverage: 0 }, /1 CPU\./],
    [{ simultaneousMultithreading: true }, /multithreading/],
  ])('%j is told, with what to do', (facts, fact) => {
    const findings = noiseFindings({ ...quiet, ...facts });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.fact).toMatch(fact);
    expect(findings[0]?.advice).not.toBe('');
  });

  it('is read from this machine without a failure', async () => {
    const facts = await readMachineFacts(4, null);
    expect(facts.cpuCount).toBe(4);
    expect(facts.stolenShare === null || (facts.stolenShare >= 0 && facts.stolenShare < 1)).toBe(
      true,
    );
  });
});
