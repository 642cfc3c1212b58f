/** Where it was measured, and how to measure it again. Texts are still to be made safe to show. */
import type { Report } from '../model/report.ts';
import { shellWord } from '../text.ts';
import { formatNumberOf, formatValue } from './format.ts';

/** Where it was measured: label and text. */
export function environmentOf(report: Report): (readonly [label: string, text: string])[] {
  const { environment, perfwatchVersion, startedAt } = report.run;
  const { machine } = environment;
  const harnesses = report.suites.flatMap(({ suite, harness }) =>
    harness ? [`${suite}: ${harness.name} ${harness.version}`] : [],
  );
  return [
    [
      'CPU',
      `${machine.cpuModel}, ${formatNumberOf(machine.cpuCount, 'logical processor', 'logical processors')}`,
    ],
    ['Memory', formatValue(environment.memoryBytes, 'B')],
    ['System', `${machine.os}, ${machine.architecture}, kernel ${environment.kernel}`],
    ...(environment.loadAverage === null
      ? []
      : [['Load before', environment.loadAverage.toFixed(2)] as const]),
    ...(environment.ci === null ? [] : [['CI', environment.ci] as const]),
    ...(harnesses.length > 0 ? [['Harnesses', harnesses.join('; ')] as const] : []),
    ['perfwatch', `${perfwatchVersion}, started ${startedAt}`],
  ];
}

/** The machine in a phrase, `on AMD EPYC × 2`; parts of a run may come from several. */
export function machineTitle({ run, suites }: Report): string {
  const machines = suites.map(({ machine }) => machine ?? run.environment.machine);
  const titles = new Set(
    (machines.length > 0 ? machines : [run.environment.machine]).map(
      ({ cpuModel, cpuCount }) => `${cpuModel} × ${cpuCount}`,
    ),
  );
  const [only = '', ...others] = titles;
  return others.length === 0 ? `on ${only}` : `on ${titles.size} kinds of machines`;
}

/** What to type to measure the same again, and against the same where both sides were measured. */
export function reproduction({ run, base }: Report): string[] {
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
