/** What a comment is to tell, whichever service it is on. */
import type { Report } from '../../model/report.ts';

export interface Telling {
  /** Null while it is being measured, where that failed, and where it comes from a workflow run. */
  readonly report: Report | null;
  /** Why there is no report; null where nothing failed. */
  readonly failure: string | null;
  /** Where the report lies, as the user knows it. */
  readonly reportFile: string;
  readonly key: string;
  readonly isWorthIt: (report: Report | null) => boolean;
  readonly runId: number | null;
}
