/** The table of docs/formats.md, from the registry. Pure. */
import type { Format } from '../../src/formats/format.ts';

/** Text as it is, where Markdown would see more in it. */
const escaped = (text: string) => text.replaceAll(/[\\|*<>`[\]]/g, '\\$&');

const head = ['format', 'recognised by', 'tested with', 'values', 'metrics', 'launched by'];

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

export function formatTable(formats: readonly Format[]): string {
  const body = formats.map(({ name, title, looksFor, testedWith, values, metrics, launchedBy }) => [
    `\`${name}\`: ${escaped(title)}`,
    ...[looksFor, testedWith.join(', '), values, metrics].map(escaped),
    launchedBy === undefined ? '' : `\`${launchedBy}\``,
  ]);
  return [row(head), row(head.map(() => '---')), ...body.map(row)].join('\n');
}
