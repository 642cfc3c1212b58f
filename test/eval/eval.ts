/**
 * `npm run eval`: scores perfwatch's rule beside those of other tools on the same launches, prints
 * the table of docs/verdicts.md, and ends with 1 when a figure is missed.
 *
 *   npm run eval                 recorded, synthetic and live launches of the fixture projects
 *   npm run eval -- --no-live    without the live ones, which take some ten minutes
 *   npm run eval -- --quick      without the live ones, and fewer runs of the others
 *   npm run eval -- --json FILE  also writes the scores, for the pictures of docs/verdicts.md
 */
import { writeFileSync } from 'node:fs';
import { decide } from '../../src/analysis/decide.ts';
import type { PairedEvidence } from '../../src/analysis/evidence.ts';
import { defaultRounds, defaultRule } from '../../src/model/rule.ts';
import { normalsFrom, uniformSource } from '../stats/random.ts';
import { atLeast, atMost, type Figure, figureLines } from './figures.ts';
import { liveDraw, liveRepository, recordLive } from './live.ts';
import { rulesAsApplied, rulesOnLaunches } from './otherRules.ts';
import { perfwatchAdaptive, perfwatchFixed } from './perfwatchRule.ts';
import { readRecording, recordedDraw } from './recorded.ts';
import type { DecisionRule, Draw } from './rule.ts';
import { score } from './score.ts';
import { shapes } from './shapes.ts';
import { syntheticDraw } from './synthetic.ts';

const seed = 20_261_125;

const isQuick = process.argv.includes('--quick');

/** Runs for a rate that is promised to be at most 1 %: of recorded launches, and of made-up ones. */
const manyRuns = 2000;
const manyMadeUpRuns = isQuick ? 300 : 1000;
const ownRuns = 1000;
const someRuns = 200;
/** Of made-up launches, for the rules of others: enough to tell 1 % from 10 %. */
const fewRuns = 60;

interface Column {
  readonly title: string;
  /** Nothing changed, so any call is false; else the share of changes that is found. */
  readonly kind: 'false' | 'recall';
  readonly draw: Draw;
}

interface Row {
  readonly name: string;
  readonly how: string;
  /** Launches a side. */
  readonly launches: number;
  readonly isOurs: boolean;
  /** By the column's title; null where the data have too few launches. */
  readonly shares: Record<string, number | null>;
}

interface Entrant {
  readonly rule: DecisionRule;
  readonly isOurs: boolean;
}

const progress = (text: string) => process.stderr.write(`${text} …\n`);

/** Draws runs for each rule by itself: cheap where the launches are recorded. */
function scoreRecorded({ rule, isOurs }: Entrant, { kind, draw }: Column): number | null {
  const runs = !isOurs ? someRuns : kind === 'false' ? manyRuns : ownRuns;
  const { falseRunShare, recall } = score(rule, draw, runs, uniformSource(seed));
  return kind === 'false' ? falseRunShare : recall;
}

/** The most launches that are made up; a rule that wants more is not scored on them. */
const madeUpLaunches = 20;

/** Makes each run up once and has all rules decide it, since making launches up is what costs. */
function scoreMadeUp(entrants: readonly Entrant[], { draw }: Column): (number | null)[] {
  const scored = entrants.map(({ rule, isOurs }) => ({
    rule,
    runs: rule.launches > madeUpLaunches ? 0 : isOurs ? manyMadeUpRuns : fewRuns,
    falseRuns: 0,
  }));
  const random = uniformSource(seed);
  for (let run = 0; run < manyMadeUpRuns; run += 1) {
    const { trials } = draw(madeUpLaunches, random);
    for (const one of scored.filter(({ runs }) => run < runs)) {
      const calls = one.rule.decide(trials, uniformSource(seed + run));
      if (calls.some((call) => call !== null)) one.falseRuns += 1;
    }
  }
  return scored.map(({ runs, falseRuns }) => (runs === 0 ? null : falseRuns / runs));
}

const recording = readRecording();
const recorded: Column[] = [
  { title: 'A/A', kind: 'false', draw: recordedDraw(recording, '0b') },
  { title: '+2 %', kind: 'recall', draw: recordedDraw(recording, '2') },
  { title: '+5 %', kind: 'recall', draw: recordedDraw(recording, '5') },
  { title: '+10 %', kind: 'recall', draw: recordedDraw(recording, '10') },
];
const synthetic: Column[] = shapes.map((shape) => ({
  title: shape.name,
  kind: 'false',
  draw: syntheticDraw(shape, 0),
}));
async function liveColumns(): Promise<Column[]> {
  const repository = await liveRepository(10);
  try {
    progress('recording 30 live rounds of +10 % in "csv" of each language');
    const changed = await recordLive(repository, 'HEAD~1', 30, (id) => id.includes('csv'));
    progress('recording 30 live rounds of identical code');
    const same = await recordLive(repository, 'HEAD', 30, () => false);
    return [
      { title: 'live A/A', kind: 'false', draw: liveDraw(same) },
      { title: 'live +10 %', kind: 'recall', draw: liveDraw(changed) },
    ];
  } finally {
    repository.remove();
  }
}

const cell = (share: number | null | undefined) =>
  share === null || share === undefined
    ? '–'
    : `${share > 0 && share < 0.0995 ? (share * 100).toFixed(1) : Math.round(share * 100)}`;

/** A Markdown table, which reads well as plain text, too. */
function table(rows: readonly Row[], columns: readonly Column[]): string {
  const worst = (row: Row) => Math.max(...synthetic.map(({ title }) => row.shares[title] ?? 0));
  const shown = columns.filter(({ title }) => !synthetic.some((one) => one.title === title));
  const head = ['rule', 'is given', ...shown.map(({ title }) => title), 'worst shape'];
  const body = rows.map((row) => [
    row.isOurs ? `**${row.name}**` : row.name,
    row.how,
    ...shown.map(({ title }) => cell(row.shares[title])),
    cell(worst(row)),
  ]);
  const widths = head.map((title, index) =>
    Math.max(title.length, ...body.map((cells) => cells[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((text, index) => (index < 2 ? text.padEnd(widths[index] ?? 0) : text.padStart(widths[index] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, index) =>
    index < 2 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [line(head), line(rule), ...body.map(line)].join('\n');
}

/** Launches that adaptive rounds take of those of the most rounds, half of the runs A/A, half +10 %. */
function adaptiveShare(): number {
  let used = 0;
  let fixed = 0;
  const rule = perfwatchAdaptive(defaultRounds, ({ rounds }) => {
    used += rounds.reduce((sum, count) => sum + count, 0);
    fixed += rounds.length * defaultRounds.maximum;
  });
  for (const draw of [recordedDraw(recording, '0b'), recordedDraw(recording, '10')]) {
    score(rule, draw, someRuns, uniformSource(seed));
  }
  return used / fixed;
}

/** Seconds for one decision over so many benchmarks of 20 rounds; the middle of several. */
function decisionSeconds(benchmarks: number): number {
  const normal = normalsFrom(uniformSource(seed));
  const side = () => Array.from({ length: 20 }, () => Math.exp(0.05 * normal()));
  const evidence = Array.from(
    { length: benchmarks },
    (): PairedEvidence => ({
      kind: 'paired',
      direction: 'lower-is-better',
      counted: false,
      threshold: defaultRule.threshold,
      base: side(),
      candidate: side(),
    }),
  );
  const times = Array.from({ length: 7 }, () => {
    const start = performance.now();
    decide(evidence, defaultRule, [5, 7, 10, 14, 20]);
    return (performance.now() - start) / 1000;
  });
  return times.sort((a, b) => a - b)[3] ?? Number.NaN;
}

function figuresOf(rows: readonly Row[], adaptive: Row, live: readonly Column[]): Figure[] {
  const fixed = rows.find(({ isOurs, launches }) => isOurs && launches === 10);
  if (!fixed) throw new Error('ten fixed rounds were not scored');
  const falseColumns = [...recorded, ...synthetic, ...live].filter(({ kind }) => kind === 'false');
  const falseFigures = [
    ['10 rounds', fixed] as const,
    ['adaptive rounds', adaptive] as const,
  ].flatMap(([name, row]) =>
    falseColumns.map(({ title }) =>
      atMost(`false alarms, ${name}, ${title}`, row.shares[title] ?? 1, 0.01),
    ),
  );
  const others = rows.filter(({ isOurs }) => !isOurs);
  const beaten = [5, 10, 20].flatMap((launches) => {
    const ours = rows.find((row) => row.isOurs && row.launches === launches);
    return ['+5 %', '+10 %'].map((title): Figure => {
      const rivals = others.filter(
        (row) => row.launches === launches && (row.shares['A/A'] ?? 1) <= 0.01,
      );
      const best = rivals.reduce<Row | null>(
        (a, b) => ((b.shares[title] ?? 0) > (a?.shares[title] ?? -1) ? b : a),
        null,
      );
      const own = ours?.shares[title] ?? 0;
      return {
        what: `recall at ${title} with ${launches} launches, beside rules of at most 1 % false alarms`,
        measured: `${cell(own)} %`,
        limit: best ? `best other: ${cell(best.shares[title])} %, ${best.name}` : 'no other rule',
        isMet: own >= (best?.shares[title] ?? 0),
      };
    });
  });
  const [thousand, tenThousand] = [decisionSeconds(1000), decisionSeconds(10_000)];
  return [
    ...falseFigures,
    atLeast('recall at +5 % with 10 rounds', fixed.shares['+5 %'] ?? 0, 0.9),
    atLeast('recall at +10 % with 10 rounds', fixed.shares['+10 %'] ?? 0, 0.99),
    ...beaten,
    atMost('launches of adaptive rounds, of 20 fixed ones', adaptiveShare(), 0.6),
    {
      what: 'deciding 1,000 benchmarks × 20 rounds',
      measured: `${(thousand * 1000).toFixed(0)} ms`,
      limit: 'under 100 ms',
      isMet: thousand < 0.1,
    },
    {
      what: 'deciding ten times as many takes',
      measured: `${(tenThousand / thousand).toFixed(1)} times as long`,
      limit: 'at most 13 times',
      isMet: tenThousand / thousand <= 13,
    },
  ];
}

const live = isQuick || process.argv.includes('--no-live') ? [] : await liveColumns();
const columns = [...recorded, ...synthetic, ...live];
const ours = (rule: DecisionRule): Entrant => ({ rule, isOurs: true });
const theirs = (rule: DecisionRule): Entrant => ({ rule, isOurs: false });
const entrants: readonly Entrant[] = [
  ...rulesAsApplied.map(theirs),
  ...[5, 10, 20].flatMap((launches) => [
    ...rulesOnLaunches(launches).map(theirs),
    ours(perfwatchFixed(launches)),
  ]),
  ours(perfwatchAdaptive(defaultRounds)),
];
const allRows = entrants.map(
  ({ rule: { name, how, launches }, isOurs }): Row => ({ name, how, launches, isOurs, shares: {} }),
);
for (const column of [...recorded, ...live]) {
  progress(`scoring ${column.title}`);
  for (const [index, entrant] of entrants.entries()) {
    const row = allRows[index];
    if (row) row.shares[column.title] = scoreRecorded(entrant, column);
  }
}
for (const column of synthetic) {
  progress(`scoring ${column.title} launches`);
  for (const [index, share] of scoreMadeUp(entrants, column).entries()) {
    const row = allRows[index];
    if (row) row.shares[column.title] = share;
  }
}
const adaptiveRow = allRows.at(-1);
if (!adaptiveRow) throw new Error('there are no rules');
console.log('False alarms: % of unchanged runs with any. Recall: % of changed benchmarks found.\n');
console.log(table(allRows, columns));
const figures = figuresOf(allRows.slice(0, -1), adaptiveRow, live);
console.log(`\n${figureLines(figures).join('\n')}`);
const jsonFile = process.argv[process.argv.indexOf('--json') + 1];
if (process.argv.includes('--json') && jsonFile) {
  writeFileSync(jsonFile, `${JSON.stringify({ rows: allRows, figures }, null, 2)}\n`);
}
process.exitCode = figures.every(({ isMet }) => isMet) ? 0 : 1;
