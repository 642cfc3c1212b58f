/** The part of the page that people search, sort and filter: all compared rows. */
import type { Comparison } from '../../model/comparison.ts';
import type { LaunchValues } from '../../model/launchValues.ts';
import type { Report } from '../../model/report.ts';
import { settlingAdvice, sharedReasons } from '../advice.ts';
import { confidenceOf } from '../comparedWith.ts';
import { formatCount, formatShare } from '../format.ts';
import { plotTitle, reachOf } from '../intervalPlot.ts';
import type { ReportOptions } from '../reporter.ts';
import type { ComparisonSections } from '../sections.ts';
import { runLists } from './history.ts';
import { launchPicture } from './launchPicture.ts';
import { sourceLinker } from './links.ts';
import { dataIsland, prose } from './markup.ts';
import { tableRow } from './row.ts';
import { kindCounts, kindWords, type TableRow, tableRows } from './tableRows.ts';

/** Shown where the page's script may run; without it all rows are there. */
function controls(rows: readonly TableRow[]): string[] {
  const filters = kindCounts(rows).map(([kind, count]) => {
    const [symbol, word] = kindWords(kind);
    const mark = symbol && `<b aria-hidden="true">${symbol}</b> `;
    return `<button type="button" class="filter ${kind}" aria-pressed="false" data-kind="${kind}">${mark}${word} <b>${formatCount(count)}</b></button>`;
  });
  return [
    '<div class="controls">',
    '<div class="search"><label for="search">Search</label><input id="search" type="search" placeholder="Part of a name" autocomplete="off" spellcheck="false"><output id="shown" for="search"></output></div>',
    `<div class="filters" role="group" aria-label="Show only">${filters.join('')}</div>`,
    '</div>',
  ];
}

/** What several rows of a verdict have to say together. */
function notes({ attention, undecided }: ComparisonSections, report: Report): string[] {
  const groups = [
    ...attention,
    ...(undecided.length > 0 ? [{ verdict: 'inconclusive' as const, rows: undecided }] : []),
  ];
  const items = groups.flatMap((group) => {
    const [symbol, word] = kindWords(group.verdict);
    const all = formatCount(group.rows.length);
    const advice = group.rows.length > 1 ? settlingAdvice(group.rows, report) : '';
    const shared = sharedReasons(group).map(({ reason, count }) => {
      const which = count === group.rows.length ? `all ${all}` : `${formatCount(count)} of ${all}`;
      return `${which}: ${prose(reason)}`;
    });
    return [...shared, ...(advice ? [prose(advice)] : [])].map(
      (text) => `<li class="${group.verdict}"><b>${symbol} ${word}</b> ${text}</li>`,
    );
  });
  return items.length > 0 ? [`<ul class="notes">${items.join('')}</ul>`] : [];
}

function header(report: Report, reach: number): string {
  const confidence = confidenceOf(report);
  const interval =
    confidence === null ? '' : ` <span class="interval">${formatShare(confidence)} interval</span>`;
  const sortable = (by: string, title: string) =>
    `<th scope="col"><button type="button" class="sort" data-sort="${by}">${title}</button></th>`;
  return [
    '<thead><tr>',
    sortable('verdict', 'Verdict'),
    sortable('name', 'Benchmark'),
    sortable('base', 'Base'),
    sortable('candidate', 'Now'),
    sortable('change', `Change${interval}`),
    `<th scope="col">${plotTitle(reach)}</th>`,
    '</tr></thead>',
  ].join('');
}

/** What is drawn of each row when it is opened, and what the runs that it names are called. O(n). */
function pictures(comparisons: readonly Comparison[], launches: LaunchValues): string[] {
  const lists = runLists(launches.history);
  const drawn = comparisons.map((one) => launchPicture(one, launches, lists));
  return [
    dataIsland('pictures', drawn),
    ...(lists.titles.length > 0 ? [dataIsland('runs', lists.titles)] : []),
  ];
}

/** All compared rows, with what the page's scripts need to sort and to draw. O(n). */
export function compared(
  report: Report,
  sections: ComparisonSections,
  { launches, repositoryUrl }: ReportOptions,
): string[] {
  const rows = tableRows(sections);
  if (rows.length === 0) return [];
  const comparisons = rows.map(({ row }) => row.comparison);
  const reach = reachOf(comparisons.flatMap(({ effect }) => effect ?? []));
  const context = { report, reach, sourceLink: sourceLinker(report, repositoryUrl) };
  const values = comparisons.map(({ base, candidate, effect }) =>
    [base?.value, candidate?.value, effect?.ratio].map((value) =>
      value === undefined ? null : Number(value.toPrecision(6)),
    ),
  );
  return [
    '<section aria-labelledby="compared">',
    '<h2 id="compared">Benchmarks</h2>',
    ...controls(rows),
    ...notes(sections, report),
    '<table class="compared" aria-labelledby="compared">',
    header(report, reach),
    '<tbody>',
    ...rows.map((row) => tableRow(row, context)),
    '</tbody></table>',
    '<p id="nothing" hidden>No benchmark matches. <button type="button">Show all</button></p>',
    dataIsland('values', values),
    ...(launches ? pictures(comparisons, launches) : []),
    '</section>',
  ];
}
