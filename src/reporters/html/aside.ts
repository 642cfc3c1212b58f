/** The bottom of the page: what readers may want to know beside the verdicts. */

import { metrics } from '../../model/metric.ts';
import type { Report } from '../../model/report.ts';
import { environmentOf, reproduction } from '../environment.ts';
import { formatCount } from '../format.ts';
import { type MeasuredRow, measuredSections } from '../measured.ts';
import { type Fact, noticesOf, staleTitle, worthALook, worthALookTitle } from '../worthALook.ts';
import { block, plain, prose } from './markup.ts';

/** So many benchmarks with the same warning are named at once; the others are folded. */
const namedBenchmarks = 10;

const names = (ids: readonly string[]) => ids.map((id) => `<code>${plain(id)}</code>`).join(', ');

function fact({ ids, text }: Fact): string {
  const more = ids.slice(namedBenchmarks);
  const folded =
    more.length > 0
      ? `<details><summary>and ${formatCount(more.length)} more</summary>${names(more)}</details>`
      : '';
  return `${prose(text)} ${names(ids.slice(0, namedBenchmarks))}${folded}`;
}

/** A folded part; nothing where it would be empty. */
function folded(title: string, content: string): string[] {
  return content === ''
    ? []
    : [`<details class="part"><summary><h2>${title}</h2></summary>${content}</details>`];
}

const list = (items: readonly string[]) =>
  items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;

function measuredTable(rows: readonly MeasuredRow[]): string {
  if (rows.length === 0) return '';
  const lines = rows.map(({ id, metric, value, spread }) => {
    const what = metric === metrics.time.title ? '' : ` <small>${plain(metric)}</small>`;
    return `<tr><th scope="row">${plain(id)}${what}</th><td>${value}</td><td>${spread}</td></tr>`;
  });
  return `<table class="measured"><thead><tr><th scope="col">Benchmark</th><th scope="col">Value</th><th scope="col">Spread</th></tr></thead><tbody>
${lines.join('\n')}
</tbody></table>`;
}

function warnings(report: Report): string[] {
  const all = worthALook(report, true);
  const items = all.map(({ advice, facts }) => {
    const told = facts.length === 1 ? facts.map(fact).join('') : list(facts.map(fact));
    return `${advice ? `<strong>${prose(advice)}</strong> ` : ''}${told}`;
  });
  return folded(worthALookTitle(all), list(items));
}

/** What was measured of benchmarks that nothing else tells of: shown at once. O(n). */
export function uncompared(report: Report): string[] {
  const table = measuredTable(measuredSections(report).uncompared);
  return table === '' ? [] : ['<section><h2>Measured, not compared</h2>', table, '</section>'];
}

/** All that is folded, most important first, with the environment at the end. O(n). */
export function aside(report: Report): string[] {
  const notices = noticesOf(report).map(
    ({ suite, text }) => `<code>${plain(suite)}</code>: ${prose(text)}`,
  );
  const environment = environmentOf(report).map(
    ([label, text]) => `<dt>${plain(label)}</dt><dd>${plain(text)}</dd>`,
  );
  const commands = reproduction(report);
  return [
    ...warnings(report),
    ...folded('Notices', list(notices)),
    ...folded(staleTitle, list(report.stale.map(prose))),
    ...folded('Other measured values', measuredTable(measuredSections(report).others)),
    ...folded(
      commands.length > 0 ? 'Environment, and how to measure this again' : 'Environment',
      `<dl>${environment.join('')}</dl>${commands.length > 0 ? block(commands.join('\n')) : ''}`,
    ),
  ];
}
