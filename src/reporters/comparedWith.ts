/** What was compared with what, how, and how small a change that shows: phrases for a line. */
import type { Comparison } from '../model/comparison.ts';
import type { Report } from '../model/report.ts';
import {
  formatDetectable,
  formatDuration,
  formatRangeOf,
  formatShare,
  formatThreshold,
  shortSha,
} from './format.ts';

/** The nominal coverage of the intervals, if there are any; a report has one for all of them. */
export function confidenceOf(report: Report): number | null {
  return report.comparisons.find(({ effect }) => effect)?.effect?.confidence ?? null;
}

function sidesOf({ run, base }: Report): string[] {
  const { commit, pairing } = run;
  if (base && pairing) {
    const candidate = commit && !commit.dirty ? shortSha(commit.sha) : 'Working tree';
    // The other way round, the run that is the base here has no such name.
    const other = pairing.side === 'candidate' ? pairing.base : base.title;
    return [`${candidate} compared side by side with ${other}`];
  }
  const candidate = commit
    ? `${shortSha(commit.sha)}${commit.dirty ? ' with local changes' : ''}`
    : null;
  if (!base) return candidate === null ? [] : [candidate];
  const [newest, ...older] = base.commits;
  const baseCommit = newest
    ? ` (${shortSha(newest)}${older.length > 0 ? ` and ${older.length} older` : ''})`
    : '';
  const named = [run.title, candidate].filter((name) => name !== undefined && name !== null);
  const side = named.length === 2 ? `${named[0]} (${named[1]})` : (named[0] ?? 'This run');
  return [`${side} compared with ${base.title}${baseCommit}`];
}

const ofBothSides = ({ comparisons }: Report) =>
  comparisons.filter(({ base, candidate, effect }) => base && candidate && effect);

/** How often both sides were launched, from what was compared. */
function repetitionsOf(report: Report): string[] {
  const { suites, run } = report;
  const compared = ofBothSides(report);
  if (run.pairing) {
    const rounds = compared.flatMap(({ candidate }) => candidate?.launches ?? []);
    const text = formatRangeOf(rounds, 'round', 'rounds');
    const how = run.pairing.design === 'duet' ? ', both sides at once' : '';
    return text === null ? [] : [text + how];
  }
  const runs = compared.map(({ base }) => base?.runs ?? 1);
  const launches = suites.map((suite) => suite.launches).filter((count) => count > 0);
  // Of a single run, oneRunSentence tells more.
  const depth = hasOneRun(report) ? null : formatRangeOf(runs, 'stored run', 'stored runs');
  return [depth, formatRangeOf(launches, 'launch', 'launches')].filter((text) => text !== null);
}

/** The detectable change of a typical benchmark: the median over times, if any, else over all. */
function typicalDetectable({ comparisons }: Report): string | null {
  const known = (of: readonly Comparison[]) => of.flatMap(({ detectable }) => detectable ?? []);
  const times = known(comparisons.filter(({ metric }) => metric === 'time'));
  const sorted = (times.length > 0 ? times : known(comparisons)).sort((a, b) => a - b);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  return middle === undefined ? null : formatDetectable(middle);
}

const hasOneRun = (report: Report) =>
  report.run.pairing === null && ofBothSides(report).every(({ base }) => (base?.runs ?? 1) === 1);

/** How little a single run to compare with can show; null where there are more, or none, or both sides ran in turns. */
export function oneRunSentence(report: Report): string | null {
  const detectable = hasOneRun(report) ? typicalDetectable(report) : null;
  if (detectable === null) return null;
  return `With one run to compare with, typically only changes of about ${detectable} and more are detected.`;
}

/** What was compared with what, and how: phrases, still to be made safe to show. O(n log n). */
export function comparedWith(report: Report): string[] {
  const { run, base } = report;
  const confidence = confidenceOf(report);
  const detectable = hasOneRun(report) ? null : typicalDetectable(report);
  return [
    ...sidesOf(report),
    ...repetitionsOf(report),
    ...(base ? [`threshold ${formatThreshold(report.threshold)}`] : []),
    ...(detectable === null ? [] : [`typically detects changes of ${detectable} and more`]),
    ...(confidence === null ? [] : [`${formatShare(confidence)} intervals`]),
    ...(run.filter === null ? [] : [`only those matching ${run.filter}`]),
    ...(run.imported ? [] : [`took ${formatDuration(run.durationSeconds)}`]),
  ];
}
