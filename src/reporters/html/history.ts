/**
 * The runs of a baseline as numbers and words for the page's script, which draws them when a row is
 * opened: each by its typical value, between its launches, and the candidate behind them. Pure.
 */
import type { Comparison } from '../../model/comparison.ts';
import {
  type History,
  type LaunchValues,
  measuredKey,
  type PastRun,
  type PastValue,
} from '../../model/launchValues.ts';
import { printable } from '../../text.ts';
import { formatValue, shortSha } from '../format.ts';
import type { Axis } from './axis.ts';
import { placeDigits } from './places.ts';

/**
 * As `page/drawLaunches.js` reads it, short, since a page holds thousands: which of the page's lists of
 * runs these are; of each run, and of the candidate if there is one, two digits for its value, its least
 * launch and its largest one; and its value in words, between bars, without the axis' unit.
 */
export type HistoryPicture = readonly [list: number, marks: string, values: string];

/** Which runs there are: most benchmarks of a suite have the same ones. */
export interface RunLists {
  /** What the runs of each list are called. */
  readonly titles: readonly (readonly string[])[];
  /** The place of the list that the runs of a benchmark are in. */
  readonly indices: ReadonlyMap<readonly PastValue[], number>;
}

/** When a run was started, and of which commit it is. */
function runTitle({ startedAt, commit }: PastRun): string {
  const time = `${startedAt.slice(0, 10)} ${startedAt.slice(11, 16)} UTC`;
  const changes = commit?.dirty ? ' with local changes' : '';
  return printable(commit ? `${time}, ${shortSha(commit.sha)}${changes}` : time);
}

/** The lists of runs of a history, each once. O(n). */
export function runLists(history: History = new Map()): RunLists {
  const known = new Map<string, number>();
  const titles: string[][] = [];
  const indices = new Map<readonly PastValue[], number>();
  for (const past of history.values()) {
    const own = past.map(({ run }) => runTitle(run));
    const key = own.join('\n');
    const index = known.get(key) ?? titles.push(own) - 1;
    known.set(key, index);
    indices.set(past, index);
  }
  return { titles, indices };
}

type Mark = Omit<PastValue, 'run'>;

/** The candidate as the runs of the baseline are shown; nothing where it was not measured. */
function presentMarks(values: readonly number[], typical: number | undefined): Mark[] {
  if (typical === undefined || values.length === 0) return [];
  return [{ value: typical, low: Math.min(...values), high: Math.max(...values) }];
}

/** The history of a comparison; null where less than two runs of it are known. O(n). */
export function historyPicture(
  { id, metric, unit, candidate }: Comparison,
  { history, candidate: launches }: LaunchValues,
  lists: RunLists,
  axis: Axis,
): HistoryPicture | null {
  if (!metric || !unit) return null;
  const key = measuredKey({ id, metric, unit });
  const past = history?.get(key);
  if (!past || past.length < 2) return null;
  const now = (launches.get(key) ?? []).map(({ value }) => value);
  const marks: readonly Mark[] = [...past, ...presentMarks(now, candidate?.value)];
  const digits = ({ value, low, high }: Mark) =>
    [value, low, high].map((one) => placeDigits(axis, one)).join('');
  const words = ({ value }: Mark) => {
    const text = formatValue(value, unit);
    return axis.unit !== '' && text.endsWith(` ${axis.unit}`)
      ? text.slice(0, -axis.unit.length - 1)
      : text;
  };
  return [lists.indices.get(past) ?? 0, marks.map(digits).join(''), marks.map(words).join('|')];
}
