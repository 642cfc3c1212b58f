/** The pictures of docs/verdicts.md, as SVG that follows the reader's light or dark theme. Pure. */
import { fasterHalf } from '../../src/stats/fasterHalf.ts';
import { median } from '../../src/stats/location.ts';
import { quantile, sorted } from '../../src/stats/sorted.ts';
import type { Recording } from './recorded.ts';
import type { Scores } from './scores.ts';

const style = `<style>
  text { font: 13px system-ui, sans-serif; fill: #24292f }
  .title { font-size: 15px; font-weight: 600 }
  .small { font-size: 11px; fill: #57606a }
  .axis, .grid { stroke: #8c959f; stroke-width: 1; fill: none }
  .grid { opacity: 0.3 }
  .ours { fill: #0969da; stroke: #0969da }
  .others { fill: #bc4c00; stroke: #bc4c00 }
  .own { fill: #0969da } .rest { fill: #bc4c00 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .small { fill: #9198a1 }
    .axis, .grid { stroke: #6e7681 }
    .ours { fill: #58a6ff; stroke: #58a6ff } .others { fill: #f0883e; stroke: #f0883e }
    .own { fill: #58a6ff } .rest { fill: #f0883e }
  }
</style>`;

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const number = (value: number) => String(Number(value.toFixed(1)));

function text(x: number, y: number, content: string, more = ''): string {
  return `<text x="${number(x)}" y="${number(y)}"${more}>${escaped(content)}</text>`;
}

const line = (x1: number, y1: number, x2: number, y2: number, kind: string) =>
  `<path class="${kind}" d="M${number(x1)} ${number(y1)}L${number(x2)} ${number(y2)}"/>`;

function svg(width: number, height: number, label: string, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(label)}">`,
    style,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

const end = ' text-anchor="end"';
const center = ' text-anchor="middle"';

/** One kernel's launches of two identical programs, with what lies within each launch. */
export function launchesPicture(recording: Recording): string {
  const kernel = Math.max(0, recording.kernels.indexOf('json'));
  const [left, right, top, bottom] = [64, 740, 44, 250];
  const sides = (['0a', '0b'] as const).map((variant) =>
    recording.launches[variant].map((launches) => launches[kernel] ?? []),
  );
  const center0 = median(sides.flat().map(fasterHalf));
  const [low, high] = [0.85, 1.2];
  const y = (value: number) =>
    bottom -
    ((Math.min(high, Math.max(low, value / center0)) - low) / (high - low)) * (bottom - top);
  const x = (round: number, side: number) =>
    left + 8 + ((right - left - 16) * (round + 0.25 + side * 0.4)) / recording.rounds;
  const marks = sides.flatMap((launches, side) => {
    const kind = side === 0 ? 'ours' : 'others';
    return launches.flatMap((launch, round) => {
      const ascending = sorted(launch);
      const at = x(round, side);
      return [
        line(at, y(quantile(ascending, 0.25)), at, y(quantile(ascending, 0.75)), kind),
        `<circle class="${kind}" cx="${number(at)}" cy="${number(y(fasterHalf(launch)))}" r="3"/>`,
      ];
    });
  });
  const grid = [0.9, 1, 1.1].flatMap((value) => [
    line(left, y(value * center0), right, y(value * center0), 'grid'),
    text(left - 8, y(value * center0) + 4, `${Math.round((value - 1) * 100)} %`, end),
  ]);
  return svg(760, 290, 'Forty launches of two identical programs', [
    text(left, 24, 'The same code, launched forty times as two programs', ' class="title"'),
    ...grid,
    line(left, top, left, bottom, 'axis'),
    line(left, bottom, right, bottom, 'axis'),
    ...marks,
    text(
      left,
      276,
      'Rounds in the order of time. Dots: what a launch counts as; bars: the middle half of its samples.',
      ' class="small"',
    ),
  ]);
}

/** False alarms against changes found, each rule on ten launches a side and as its tool applies it. */
export function rulesPicture({ rows }: Scores): string {
  const [left, right, top, bottom] = [64, 560, 44, 380];
  const x = (share: number) => left + share * (right - left);
  const y = (share: number) => bottom - share * (bottom - top);
  const points = rows.filter(
    ({ launches, isOurs, isAsApplied, how }) =>
      launches === 10 || (isAsApplied && launches === 1) || (isOurs && how.includes('as needed')),
  );
  const placed: { x: number; y: number }[] = [];
  const marks = points.flatMap(({ name, how, launches, isOurs, shares }) => {
    const [falseShare, found] = [shares['A/A'], shares['+5 %']];
    if (typeof falseShare !== 'number' || typeof found !== 'number') return [];
    const at = { x: x(falseShare), y: y(found) };
    const isCrowded = placed.some(
      (one) => Math.abs(one.x - at.x) < 90 && Math.abs(one.y - at.y) < 13,
    );
    placed.push(at);
    const label = isOurs
      ? `perfwatch, ${how.replace(', as needed', '')}`
      : `${name}, ${launches === 1 ? 'one launch' : 'ten launches'}`;
    const mark = `<circle class="${isOurs ? 'ours' : 'others'}" cx="${number(at.x)}" cy="${number(at.y)}" r="${isOurs ? 6 : 4}"><title>${escaped(`${label}: ${how}`)}</title></circle>`;
    const isRight = at.x > right - 150;
    return [
      mark,
      ...(isCrowded && !isOurs
        ? []
        : [
            text(at.x + (isRight ? -9 : 9), at.y + 4, label, `${isRight ? end : ''} class="small"`),
          ]),
    ];
  });
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    line(x(share), top, x(share), bottom, 'grid'),
    line(left, y(share), right, y(share), 'grid'),
    text(x(share), bottom + 18, `${share * 100} %`, center),
    text(left - 8, y(share) + 4, `${share * 100} %`, end),
  ]);
  return svg(720, 430, 'False alarms and changes found by each rule', [
    text(
      left,
      24,
      'Changes of +5 % found, and runs of identical code that raise an alarm',
      ' class="title"',
    ),
    ...ticks,
    ...marks,
    text(
      left,
      bottom + 40,
      'across: unchanged runs of eight benchmarks with any alarm; up: changed benchmarks found. Best is top left.',
      ' class="small"',
    ),
  ]);
}

/** How many rounds benchmarks take before they are decided or given up. */
export function roundsPicture({ rounds }: Scores): string {
  const [left, top, barHeight] = [64, 50, 22];
  const parts = Object.entries(rounds).flatMap(([data, counts], row) => {
    const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const kind = row === 0 ? 'own' : 'rest';
    const used = Object.entries(counts).reduce(
      (sum, [count, many]) => sum + Number(count) * many,
      0,
    );
    const y0 = top + row * 190;
    return [
      text(left, y0, `${data}: ${number(used / all)} rounds on average`),
      ...Object.entries(counts)
        .sort(([a], [b]) => Number(a) - Number(b))
        .flatMap(([count, many], index) => {
          const y = y0 + 12 + index * (barHeight + 6);
          const width = (many / all) * 420;
          return [
            text(left - 8, y + 16, count, end),
            `<rect class="${kind}" x="${left}" y="${y}" width="${number(Math.max(1, width))}" height="${barHeight}" rx="2"/>`,
            text(
              left + Math.max(1, width) + 8,
              y + 16,
              `${Math.round((many / all) * 100)} %`,
              ' class="small"',
            ),
          ];
        }),
    ];
  });
  const height = top + Object.keys(rounds).length * 190;
  return svg(640, height, 'Rounds that adaptive runs take', [
    text(
      left,
      24,
      'Rounds until a benchmark is decided or given up, of at most 20',
      ' class="title"',
    ),
    ...parts,
  ]);
}
