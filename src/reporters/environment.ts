/** Where it was measured, and how to measure it again. Texts are still to be made safe to show. */
import type { Machine } from '../model/environment.ts';
import { cpuTitle, unknown } from '../model/machineTitle.ts';
import type { Report } from '../model/report.ts';
import { shellWord } from '../text.ts';
import { formatNumberOf, formatValue } from './format.ts';

function cpuFacts({ cpuModel, cpuCount }: Machine): string[] {
  const model = cpuModel === unknown ? [] : [cpuModel];
  if (cpuCount === null) return model;
  return [...model, formatNumberOf(cpuCount, 'logical processor', 'logical processors')];
}

/** What is not known is not told. */
const facts = (label: string, known: readonly string[]) =>
  known.length > 0 ? [[label, known.join(', ')] as const] : [];

/** Where it was measured: label and text. */
export function environmentOf(report: Report): (readonly [label: string, text: string])[] {
  const { environment, perfwatchVersion, startedAt, imported } = report.run;
  const { machine, memoryBytes, kernel } = environment;
  const harnesses = report.suites.flatMap(({ suite, harness }) =>
    harness
      ? [`${suite}: ${[harness.name, harness.version].filter((one) => one !== unknown).join(' ')}`]
      : [],
  );
  return [
    ...facts('CPU', cpuFacts(machine)),
    ...facts('Memory', memoryBytes === null ? [] : [formatValue(memoryBytes, 'B')]),
    ...facts('System', [
      ...[machine.os, machine.architecture].filter((fact) => fact !== unknown),
      ...(kernel === unknown ? [] : [`kernel ${kernel}`]),
    ]),
    ...(environment.loadAverage === null
      ? []
      : [['Load before', environment.loadAverage.toFixed(2)] as const]),
    ...(environment.ci === null ? [] : [['CI', environment.ci] as const]),
    ...(harnesses.length > 0 ? [['Harnesses', harnesses.join('; ')] as const] : []),
    ['perfwatch', `${perfwatchVersion}, ${imported ? 'from' : 'started'} ${startedAt}`],
  ];
}

/** The machine in a phrase, `on AMD EPYC × 2`; parts of a run may come from several. */
export function machineTitle({ run, suites }: Report): string {
  const machines = suites.map(({ machine }) => machine ?? run.environment.machine);
  const titles = new Set(
    (machines.length > 0 ? machines : [run.environment.machine]).map(cpuTitle),
  );
  const [only = '', ...others] = titles;
  return others.length === 0 ? `on ${only}` : `on ${titles.size} kinds of machines`;
}

/**
 * What to type to measure the same again, and against the same where both sides were measured; nothing for
 * what others have measured.
 */
export function reproduction({ run, base }: Report): string[] {
  if (run.imported) return [];
  const baseSha = run.pairing === null ? undefined : base?.commits[0];
  const against = baseSha === undefined ? '' : ` --against ${shellWord(baseSha)}`;
  const filter = run.filter === null ? '' : ` --filter ${shellWord(run.filter)}`;
  return [
    ...(run.commit
      ? [
          `git checkout ${shellWord(run.commit.sha)}${run.commit.dirty ? '  # and its local changes' : ''}`,
        ]
      : []),
    `npx ${shellWord(`perfwatch@${run.perfwatchVersion}`)} run${against}${filter}`,
  ];
}
