/** A reading as text that a person can check against the file: for goldens. */
import type { ReadBenchmark, Reading } from '../../src/formats/reading.ts';
import type { ReadLaunch } from '../../src/formats/values.ts';
import { benchmarkId } from '../../src/model/identity.ts';

const shown = (value: number) => String(Number(value.toPrecision(12)));

function launchText({ samples, sampleCount }: ReadLaunch): string {
  const first = samples.slice(0, 4).map(shown).join(' ');
  return sampleCount > 4
    ? `${first} … ${shown(samples.at(-1) ?? Number.NaN)} (${sampleCount})`
    : first;
}

function benchmarkLines(suite: string, benchmark: ReadBenchmark): string[] {
  const { path, params, labels, state, message, metrics } = benchmark;
  const id = benchmarkId({ suite, path: [...path], params });
  const label = Object.entries(labels).map(([key, value]) => ` ${key}=${value}`);
  const ending = state === 'measured' ? '' : ` ${state}: ${message?.split('\n')[0]}`;
  return [
    `${id}${ending}${label.length > 0 ? ` {${label.join('').trim()}}` : ''}`,
    ...metrics.map(
      ({ metric, kind, launches }) =>
        `  ${metric.name} ${metric.unit} ${metric.direction ?? 'no direction'}, ${kind}: ${launches.map(launchText).join(' | ')}`,
    ),
  ];
}

export function readingText({
  format,
  benchmarks,
  rows,
  passedOver,
  facts,
  notices,
}: Reading): string {
  const lines = [
    `${rows} rows`,
    ...passedOver.map(
      ({ why, count, line }) =>
        `passed over ${count}: ${why}${line === null ? '' : ` (line ${line})`}`,
    ),
    ...[...facts].map(([fact, value]) => `${fact}: ${value}`),
    ...notices.map((notice) => `notice: ${notice}`),
    '',
    ...benchmarks.flatMap((benchmark) => benchmarkLines(format, benchmark)),
  ];
  return `${lines.join('\n')}\n`;
}
