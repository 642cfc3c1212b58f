/** The parts of a terminal's report that stand beside the verdicts. */
import { printable, truncateMiddle } from '../text.ts';
import { environmentOf, reproduction } from './environment.ts';
import { formatCount } from './format.ts';
import { suiteProblems } from './sections.ts';
import { type Context, message, moreLine, sentence } from './terminalText.ts';
import {
  type Fact,
  noticesOf,
  staleTitle,
  type WorthALook,
  worthALook,
  worthALookTitle,
} from './worthALook.ts';

/** Without --details, so many warnings are shown, each with the names of so many benchmarks. */
const warningsWithoutDetails = 10;
const namesWithoutDetails = 3;

/** Of the name of a benchmark before its warning, in columns. */
const nameWidth = 100;

export function suiteLines({ report, chalk }: Context): string[][] {
  return suiteProblems(report).map(({ suite, state, message: text }) => {
    const [symbol, paint] = state === 'skipped' ? ['-', chalk.yellow] : ['!', chalk.red];
    return [
      paint.bold(`${symbol} suite ${printable(suite)} ${state}`),
      ...message(text ?? '', '  '),
    ];
  });
}

export function noticeLines({ report, chalk }: Context): string[][] {
  const notices = noticesOf(report);
  if (notices.length === 0) return [];
  const lines = notices.flatMap(({ suite, text }) => message(`${suite}: ${text}`, '  '));
  return [[chalk.bold('Notices'), ...lines]];
}

export function staleLines({ report, chalk, textWidth }: Context): string[][] {
  if (report.stale.length === 0) return [];
  const lines = report.stale.flatMap((text) => hanging(text, textWidth));
  return [[chalk.bold(staleTitle), ...lines]];
}

/** A sentence whose second and further lines stand further in. */
function hanging(text: string, width: number): string[] {
  return sentence(text, '    ', width).map((line, index) => (index === 0 ? line.slice(2) : line));
}

function factText({ ids, text }: Fact, { details, textWidth }: Context): string {
  const named = details ? ids : ids.slice(0, namesWithoutDetails);
  const width = Math.min(nameWidth, textWidth - 6);
  const names = named.map((id) => truncateMiddle(printable(id), width)).join(', ');
  const left = ids.length - named.length;
  return `${names}${left > 0 ? ` and ${formatCount(left)} more` : ''}: ${text}`;
}

function warningLines({ advice, facts }: WorthALook, context: Context): string[] {
  const [only] = facts;
  const { textWidth } = context;
  if (only && facts.length === 1) {
    return hanging(`${factText(only, context)} ${advice}`.trim(), textWidth);
  }
  return [
    ...facts.flatMap((fact) => hanging(factText(fact, context), textWidth)),
    ...hanging(`→ ${advice}`, textWidth),
  ];
}

/** The first facts, as many as asked, with their advice. */
function firstFacts(all: readonly WorthALook[], most: number): WorthALook[] {
  let left = most;
  return all.flatMap(({ advice, facts }) => {
    const shown = facts.slice(0, left);
    left -= shown.length;
    return shown.length > 0 ? [{ advice, facts: shown }] : [];
  });
}

const factCount = (all: readonly WorthALook[]) =>
  all.reduce((sum, { facts }) => sum + facts.length, 0);

export function worthALookLines(context: Context): string[][] {
  const { report, details, chalk } = context;
  const all = worthALook(report, details);
  if (all.length === 0) return [];
  const shown = details ? all : firstFacts(all, warningsWithoutDetails);
  return [
    [
      chalk.bold(worthALookTitle(all)),
      ...shown.flatMap((one) => warningLines(one, context)),
      ...moreLine(factCount(all) - factCount(shown)),
    ],
  ];
}

export function environmentLines({ report, chalk }: Context): string[] {
  const lines = environmentOf(report).map(([label, text]) => `  ${label}: ${printable(text)}`);
  const commands = reproduction(report).map((command) => `  $ ${printable(command)}`);
  const again = commands.length > 0 ? [chalk.bold('To measure this again'), ...commands] : [];
  return [chalk.bold('Environment'), ...lines, ...again];
}
