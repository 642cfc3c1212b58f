/**
 * The launches of both sides as numbers for the page's script, which draws them when a row is opened.
 * Everything is decided and worded here; the script only places marks. Pure.
 */
import type { Comparison } from '../../model/comparison.ts';
import { type LaunchValue, type LaunchValues, measuredKey } from '../../model/launchValues.ts';
import { type Axis, axisOf } from './axis.ts';
import { type HistoryPicture, historyPicture, type RunLists } from './history.ts';
import { placeDigits, placeOn } from './places.ts';

/** As `page/drawLaunches.js` reads it; short, since a page holds thousands. */
export type LaunchPicture = readonly [
  unit: string,
  ticks: readonly (readonly [place: number, label: string])[],
  base: SidePicture,
  candidate: SidePicture,
  /** Absent where there is none. */
  history?: HistoryPicture,
];

/** The launches as two digits each, or six with the range of their samples behind the value. */
type SidePicture = readonly [digitsPerLaunch: 2 | 6, launches: string, typical: number | null];

function sidePicture(
  launches: readonly LaunchValue[],
  typical: number | undefined,
  axis: Axis,
): SidePicture {
  const digits = (value: number) => placeDigits(axis, value);
  const hasRanges = launches.some(({ low, high }) => low !== undefined && high !== undefined);
  const text = launches.map(({ value, low = value, high = value }) =>
    hasRanges ? digits(value) + digits(low) + digits(high) : digits(value),
  );
  const at = typical === undefined ? null : placeOn(axis, typical);
  return [hasRanges ? 6 : 2, text.join(''), at];
}

/** What to draw of a comparison; null where no launch of it is known. O(n). */
export function launchPicture(
  comparison: Comparison,
  values: LaunchValues,
  lists: RunLists,
): LaunchPicture | null {
  const { id, metric, unit, base, candidate } = comparison;
  if (!metric || !unit) return null;
  const key = measuredKey({ id, metric, unit });
  const [before, after] = [values.base.get(key) ?? [], values.candidate.get(key) ?? []];
  if (before.length + after.length === 0) return null;
  const typical = [base, candidate].flatMap((side) => side?.value ?? []);
  const axis = axisOf([...before, ...after], typical, unit);
  const history = historyPicture(comparison, values, lists, axis);
  const ticks = axis.ticks.map(({ value, label }) => [placeOn(axis, value), label] as const);
  const sides = [
    sidePicture(before, base?.value, axis),
    sidePicture(after, candidate?.value, axis),
  ] as const;
  return history ? [axis.unit, ticks, ...sides, history] : [axis.unit, ticks, ...sides];
}
