/** The report as it is, for programs. */
import type { Reporter } from './reporter.ts';

/** Code units that act on a terminal or a reader's eye; JSON text holds them only within strings. */
const unprintable = /[\x7f-\x9f]|\p{Cf}|\p{Zl}|\p{Zp}/gu;

function escapeUnits(text: string): string {
  return Array.from(
    { length: text.length },
    (_, index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}

/**
 * `perfwatch/report`, indented by two spaces; keys in the order of the schema, as reports are
 * built. Characters that a terminal would obey are escaped, which changes no value.
 */
export const json: Reporter = {
  title: 'the report as JSON, for programs',
  render: (report) => `${JSON.stringify(report, null, 2).replace(unprintable, escapeUnits)}\n`,
};
