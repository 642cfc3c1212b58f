/**
 * `npm run eval`: scores perfwatch's rule beside those of other tools on the same launches, prints
 * the table of docs/verdicts.md, and ends with 1 when a figure is missed.
 *
 *   npm run eval                 recorded, synthetic and live launches of the fixture projects
 *   npm run eval -- --no-live    without the live ones, which take some ten minutes
 *   npm run eval -- --quick      without the live ones, and fewer runs of the others
 *   npm run eval -- --live-runs 20  the gate as a user meets it: A/A again and again, then +10 %
 *   npm run eval -- --alternatives  what else the rule could have been made of (ARCHITECTURE.md)
 *   npm run eval -- --json FILE  also writes the scores, for the pictures of docs/verdicts.md
 */
import { writeFileSync } from 'node:fs';
import { decide } from '../../src/analysis/decide.ts';
import type { PairedEvidence } from '../../src/analysis/evidence.ts';
import { defaultRounds, defaultRule } from '../../src/model/rule.ts';
import { normalsFrom, uniformSource } from '../stats/random.ts';
import { alternatives } from './alternatives.ts';
import { atLeast, atMost, type Figure, figureLines } from './figures.ts';
import { liveDraw, liveRepository, recordLive } from './live.ts';
import { liveFigures } from './liveRuns.ts';
import { rulesAsApplied, rulesOnLaunches } from './otherRules.ts';
import { perfwatchAdaptive, perfwatchFixed } from './perfwatchRule.ts';
import { readRecording, recordedDraw, recordedSingleDraw } from './recorded.ts';
import type { DecisionRule, Draw } from './rule.ts';
import { score } from './score.ts';
import { cell, type Row, type Scores, scoreTable } from './scores.ts';
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

interface Entrant {
  readonly rule: DecisionRule;
  readonly isOurs: boolean;
  readonly isAsApplied: boolean;
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
  { title: 'one +10 %', kind: 'recall', draw: recordedSingleDraw(recording, '10') },
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

/** How many rounds benchmarks take where they end as soon as nothing is gained by more. */
function roundsTaken(draw: Draw): Record<string, number> {
  const counts: Record<string, number> = {};
  const rule = perfwatchAdaptive(defaultRounds, ({ rounds }) => {
    for (const count of rounds) counts[count] = (counts[count] ?? 0) + 1;
  });
  score(rule, draw, ownRuns, uniformSource(seed));
  return counts;
}

/** Launches taken of those of the most rounds; half of the runs A/A, half +10 %. */
function adaptiveShare(taken: Scores['rounds']): number {
  const entries = Object.values(taken).flatMap((counts) => Object.entries(counts));
  const benchmarks = entries.reduce((sum, [, count]) => sum + count, 0);
  const used = entries.reduce((sum, [rounds, count]) => sum + Number(rounds) * count, 0);
  return used / (benchmarks * defaultRounds.maximum);
}

/** Evidence of so many benchmarks, 20 rounds each. */
function evidenceOf(benchmarks: number): PairedEvidence[] {
  const normal = normalsFrom(uniformSource(seed));
  const side = () => Array.from({ length: 20 }, () => Math.exp(0.05 * normal()));
  return Array.from({ length: benchmarks }, () => ({
    kind: 'paired',
    direction: 'lower-is-better',
    counted: false,
    threshold: defaultRule.threshold,
    base: side(),
    candidate: side(),
  }));
}

/** Seconds for one decision of each of several sizes, in turn: the fastest, since noise only adds. */
function decisionSeconds(...sizes: readonly number[]): number[] {
  const all = sizes.map(evidenceOf);
  const fastest = sizes.map(() => Number.POSITIVE_INFINITY);
  for (let repetition = 0; repetition < 15; repetition += 1) {
    for (const [index, evidence] of all.entries()) {
      const start = performance.now();
      decide(evidence, defaultRule, [5, 7, 10, 14, 20]);
      const seconds = (performance.now() - start) / 1000;
      fastest[index] = Math.min(fastest[index] ?? seconds, seconds);
    }
  }
  return fastest;
}

function figuresOf(
  rows: readonly Row[],
  adaptive: Row,
  live: readonly Column[],
  taken: Scores['rounds'],
): Figure[] {
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
  return [
    ...falseFigures,
    atLeast('recall at +5 % with 10 rounds', fixed.shares['+5 %'] ?? 0, 0.9),
    atLeast('recall at +10 % with 10 rounds', fixed.shares['+10 %'] ?? 0, 0.99),
    ...beaten,
    atMost('launches of adaptive rounds, of 20 fixed ones', adaptiveShare(taken), 0.6),
    ...(isQuick ? [] : speedFigures()),
  ];
}

/** Left out of quick evaluations, which continuous integration runs beside whatever else. */
function speedFigures(): Figure[] {
  const [thousand = 0, tenThousand = 0] = decisionSeconds(1000, 10_000);
  return [
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

/** Scores the rule with each of its parts exchanged, and ends. */
function showAlternatives(): never {
  const shown = ['gaussian', 'autocorrelated', 'heterogeneous'];
  const columns = [...recorded, ...synthetic.filter(({ title }) => shown.includes(title))];
  console.log(`${'10 rounds'.padEnd(42)} ${columns.map(({ title }) => title).join(' | ')}`);
  for (const { title, rule } of alternatives(10)) {
    const cells = columns.map(({ draw, kind, title: name }) => {
      const { falseRunShare, recall } = score(rule, draw, 1000, uniformSource(seed));
      return cell(kind === 'false' ? falseRunShare : recall).padStart(name.length);
    });
    console.log(`${title.padEnd(42)} ${cells.join(' | ')}`);
  }
  process.exit(0);
}

/** What stands behind an option, or undefined. */
const optionOf = (name: string) =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined;

/** Runs the gate on this machine, and ends. */
async function showLiveRuns(count: number): Promise<never> {
  const figures = await liveFigures(count, (text) => console.log(text));
  console.log(`\n${figureLines(figures).join('\n')}`);
  process.exit(figures.every(({ isMet }) => isMet) ? 0 : 1);
}

if (process.argv.includes('--alternatives')) showAlternatives();
const liveRuns = optionOf('--live-runs');
if (liveRuns !== undefined) await showLiveRuns(Number(liveRuns));
const live = isQuick || process.argv.includes('--no-live') ? [] : await liveColumns();
const ours = (rule: DecisionRule): Entrant => ({ rule, isOurs: true, isAsApplied: false });
const theirs = (rule: DecisionRule): Entrant => ({ rule, isOurs: false, isAsApplied: false });
const entrants: readonly Entrant[] = [
  ...rulesAsApplied.map((rule) => ({ ...theirs(rule), isAsApplied: true })),
  ...[5, 10, 20].flatMap((launches) => [
    ...rulesOnLaunches(launches).map(theirs),
    ours(perfwatchFixed(launches)),
  ]),
  ours(perfwatchAdaptive(defaultRounds)),
];
const allRows = entrants.map(
  ({ rule: { name, how, launches }, isOurs, isAsApplied }): Row => ({
    name,
    how,
    launches,
    isOurs,
    isAsApplied,
    shares: {},
  }),
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
console.log(scoreTable(allRows));
const rounds = {
  'A/A': roundsTaken(recordedDraw(recording, '0b')),
  '+10 %': roundsTaken(recordedDraw(recording, '10')),
};
const figures = figuresOf(allRows.slice(0, -1), adaptiveRow, live, rounds);
console.log(`\n${figureLines(figures).join('\n')}`);
const jsonFile = optionOf('--json');
if (jsonFile) {
  const scores: Scores = { rows: allRows, rounds, figures };
  writeFileSync(
    jsonFile,
    `${JSON.stringify(scores, null, 1)}
`,
  );
}
process.exitCode = figures.every(({ isMet }) => isMet) ? 0 : 1;
