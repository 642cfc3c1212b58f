/** The report as it is, for programs. */
import { jsonText } from './jsonText.ts';
import type { Reporter } from './reporter.ts';

/** `perfwatch/report`; keys in the order of the schema, as reports are built. */
export const json: Reporter = {
  title: 'the report as JSON, for programs',
  render: (report) => jsonText(report),
};
