/** One compared row of the page, and what is told when it is opened. */

import { metrics } from '../../model/metric.ts';
import type { Report } from '../../model/report.ts';
import { settlingAdvice } from '../advice.ts';
import { formatNumberOf } from '../format.ts';
import type { Row } from '../rows.ts';
import { block, plain, prose } from './markup.ts';
import { plot } from './plot.ts';
import { kindWords, type TableRow } from './tableRows.ts';

/** What all rows of a page share. */
export interface RowContext {
  readonly report: Report;
  /** How far drawn intervals reach to either side, as a share. */
  readonly reach: number;
  /** Makes a link of a place in the sources, or only its text. */
  readonly sourceLink: (source: NonNullable<Row['comparison']['source']>) => string;
}

/** The suite as a part of its own, since it begins every name; and the metric, unless it is time. */
function name({ id, metric, comparison }: Row): string {
  const prefix = `${comparison.suite}/`;
  const text = id.startsWith(prefix)
    ? `<i>${plain(prefix)}</i>${plain(id.slice(prefix.length))}`
    : plain(id);
  return metric === '' || metric === metrics.time.title
    ? text
    : `${text} <small>${plain(metric)}</small>`;
}

function launchesFact({ comparison }: Row): string {
  const { base, candidate } = comparison;
  const times = (count: number) => formatNumberOf(count, 'launch', 'launches');
  const before =
    base && base.runs !== undefined && base.runs > 1
      ? `${times(base.launches)} of ${base.runs} runs`
      : base && times(base.launches);
  if (!base || !candidate) return before ?? (candidate ? times(candidate.launches) : '');
  if (base.launches === candidate.launches && base.runs === undefined) {
    return `${times(base.launches)} of each side`;
  }
  return `${before} before, ${candidate.launches} now`;
}

/** What is told of a row beside its numbers, as paragraphs. */
function facts({ row, accepted }: TableRow, { report, sourceLink }: RowContext): string {
  const { verdict, reason, detectable, comparison } = row;
  const until = accepted?.until ? ` until ${plain(accepted.until)}` : '';
  const advice = settlingAdvice([row], report);
  const measured = [
    launchesFact(row),
    detectable ? `detects changes of ${detectable} and more` : '',
    comparison.source ? sourceLink(comparison.source) : '',
  ].filter(Boolean);
  const paragraphs = [
    accepted ? `Accepted${until}: ${prose(accepted.acceptedBecause)}` : '',
    // A failure speaks in the harness's own words, often of several lines.
    verdict === 'failed' ? '' : prose(reason),
    prose(advice),
    measured.join(' · '),
  ].filter(Boolean);
  const message = verdict === 'failed' ? block(reason) : '';
  return message + paragraphs.map((text) => `<p>${text}`).join('');
}

/** The row as an element of the table, with its facts folded behind its name. */
export function tableRow(tableRow: TableRow, context: RowContext): string {
  const { kind, row } = tableRow;
  const { base, candidate, change, interval, effect } = row;
  const cells = [
    base,
    candidate,
    change && `${change} <span>${interval}</span>`,
    effect ? plot(effect, context.reach) : '',
  ];
  // Rows are many: what HTML allows to leave out is left out.
  return [
    `<tr class="${kind}"><td>${kindWords(kind).filter(Boolean).join(' ')}`,
    `<th scope="row"><details><summary>${name(row)}</summary>${facts(tableRow, context)}</details>`,
    ...cells.map((cell) => `<td>${cell}`),
    // Else the line break before the next row would belong to the last cell.
    '</td>',
  ].join('');
}
