/** What a calibration has found, as people read it. Pure. */
import type { CalibratedMetric, Calibration, Suggestion } from '../../model/calibration.ts';
import { alignedLine, type Column, columnWidths, lineWidth } from '../../reporters/columns.ts';
import {
  formatCount,
  formatDuration,
  formatNumberOf,
  formatShare,
  formatSpread,
  formatThreshold,
  formatValue,
} from '../../reporters/format.ts';
import { flow, printable, truncateMiddle } from '../../text.ts';

const symbols = { quiet: '✓', usable: '~', noisy: '!' } as const;

/** A name needs so much room to be recognized. */
const leastNameWidth = 16;

const right: Column = { align: 'right', before: '  ' };
const left: Column = { align: 'left', before: '  ' };

const paragraph = (text: string, width: number, indent = '') =>
  flow(printable(text).split(' '), ' ', width - indent.length).map((line) => indent + line);

/** A change that can be seen; beyond a doubling, the number says no more. */
const seen = (change: number | null) =>
  change === null ? '–' : change > 1 ? '>100 %' : formatShare(Number(change.toPrecision(2)));

const spreadOf = (spread: number | null) =>
  spread === null ? '–' : spread < 0.9995 ? formatSpread(spread) : `±${formatShare(spread)}`;

/** How many rounds a typical benchmark takes for what it can see. */
function usualRounds({ metrics, machine, configuredRounds }: Calibration): number {
  const { minimum, maximum } = configuredRounds;
  if (machine.state !== 'quiet') return maximum;
  const needed = metrics.map(({ roundsNeeded }) => roundsNeeded ?? maximum).sort((a, b) => a - b);
  return Math.max(minimum, needed[Math.floor(needed.length / 2)] ?? maximum);
}

function headline(calibration: Calibration): string {
  const { state, detectable } = calibration.machine;
  const rounds = formatNumberOf(usualRounds(calibration), 'round', 'rounds');
  const what =
    detectable === null
      ? `no change is found in ${rounds}`
      : `changes of ±${seen(detectable)} and more are typically found in ${rounds}`;
  return `${symbols[state]} This machine is ${state}: ${what}.`;
}

function alarmsText({ metrics }: Calibration): string {
  const alarms = metrics.filter(({ falseAlarm }) => falseAlarm).length;
  return alarms === 0 ? 'no false alarm' : formatNumberOf(alarms, 'false alarm', 'false alarms');
}

function contextText(calibration: Calibration): string {
  const { rounds, run } = calibration;
  const measured = `${formatNumberOf(rounds, 'round', 'rounds')} of identical code`;
  return `${measured} in ${formatDuration(run.durationSeconds)}, ${alarmsText(calibration)}.`;
}

function noiseText({ machine }: Calibration): string {
  const { spread, roundSpread, commonShare, autocorrelation } = machine;
  const facts = [
    `launches ${spreadOf(spread)}`,
    `rounds ${spreadOf(roundSpread)}`,
    ...(commonShare === null ? [] : [`${(commonShare * 100).toFixed(0)} % common drift`]),
    ...(autocorrelation === null
      ? []
      : [`autocorrelation ${autocorrelation.toFixed(2).replace('-', '−')}`]),
  ];
  return `Noise: ${facts.join(', ')}.`;
}

/** What it takes: rounds for its threshold, a threshold for the rounds, or a better benchmark. */
function needs({ roundsNeeded, reachableThreshold }: CalibratedMetric): string {
  if (roundsNeeded !== null) return formatCount(roundsNeeded);
  return reachableThreshold === null ? 'mend it' : formatThreshold(reachableThreshold);
}

function tableLines({ metrics, threshold }: Calibration, width: number): string[] {
  if (metrics.length === 0) return [];
  const rounds = metrics[0]?.detectable.map((one) => one.rounds) ?? [];
  const columns = [left, left, right, right, right, ...rounds.map(() => right), right];
  const cells = [
    [
      '',
      '',
      'value',
      'launches',
      'rounds',
      ...rounds.map((count) => `in ${count}`),
      `for ${formatThreshold(threshold)}`,
    ],
    ...metrics.map((one) => [
      printable(one.id),
      one.metric === 'time' ? '' : one.metric,
      formatValue(one.value, one.unit),
      spreadOf(one.spread),
      spreadOf(one.roundSpread),
      ...one.detectable.map(({ change }) => seen(change)),
      needs(one),
    ]),
  ];
  const [name = 0, ...others] = columnWidths(cells, columns.length);
  const room = width - lineWidth([0, ...others], columns) - 2;
  const widths = [Math.min(name, Math.max(leastNameWidth, room)), ...others];
  return cells.map((row) => alignedLine(row, widths, columns, (text) => text));
}

function legend({ configuredRounds }: Calibration): string {
  const most = configuredRounds.maximum;
  return `"launches": spread between launches of the same code; "rounds": spread of the differences within rounds; "in 5": the smallest change that is found in nine of ten runs with 5 rounds. Last column: how many rounds see a change as small as the threshold; where more than ${most} would have to, the threshold that ${most} can see.`;
}

function mendLines({ metrics }: Calibration, width: number): string[] {
  return metrics.flatMap(({ id, mend, falseAlarm }) => {
    const texts = [
      ...(falseAlarm ? ['It was called changed, although both sides are the same code.'] : []),
      ...mend.map(({ text }) => text),
    ];
    if (texts.length === 0) return [];
    return [
      `  ${truncateMiddle(printable(id), width - 2)}`,
      ...texts.flatMap((text) => paragraph(text, width, '    ')),
    ];
  });
}

const percent = (share: number) => `${Number((share * 100).toPrecision(3))}%`;

/** The suggestion as a part of a configuration in YAML; ids as JSON strings, which YAML reads, too. */
export function suggestionText({ rounds, threshold, benchmarks }: Suggestion): string {
  return [
    'rounds:',
    `  minimum: ${rounds.minimum}`,
    `  maximum: ${rounds.maximum}`,
    `threshold: ${percent(threshold)}`,
    ...(benchmarks.length > 0 ? ['benchmarks:'] : []),
    ...benchmarks.flatMap(({ match, threshold: own }) => [
      `  - match: ${JSON.stringify(match)}`,
      `    threshold: ${percent(own)}`,
    ]),
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [title, ...lines] : [];
}

/**
 * The verdict first, then the machine, a table of the benchmarks, what to mend and what to configure.
 *
 * @param width in columns
 */
export function calibrationText(calibration: Calibration, width: number): string {
  const { machine, failures, metrics, suggestion } = calibration;
  const blocks = [
    [headline(calibration), contextText(calibration), noiseText(calibration)].flatMap((text) =>
      paragraph(text, width),
    ),
    section(
      'Machine',
      machine.findings.flatMap(({ fact, advice }) => paragraph(`${fact} ${advice}`, width, '  ')),
    ),
    section(
      'Failed',
      failures.flatMap(({ id, reason }) => [
        `  ${truncateMiddle(printable(id), width - 2)}`,
        ...paragraph(truncateMiddle(printable(reason), 400), width, '    '),
      ]),
    ),
    tableLines(calibration, width),
    metrics.length > 0 ? paragraph(legend(calibration), width) : [],
    section('To mend', mendLines(calibration, width)),
    metrics.length > 0
      ? section('To configure, if these benchmarks stay as they are:', [
          '',
          ...suggestionText(suggestion).trimEnd().split('\n').map(printable),
        ])
      : [],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}
