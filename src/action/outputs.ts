/** What later steps can ask: the outputs of the action. Pure. */
import { join } from 'node:path';
import { artifactNames } from '../model/artifacts.ts';
import { verdicts } from '../model/comparison.ts';
import type { Report } from '../model/report.ts';

/** Texts by the names that action.yml declares; `artifact` and `artifact-id` follow with the upload. */
export function outputsOf(report: Report, folder: string): Record<string, string> {
  return {
    verdict: report.outcome,
    ...Object.fromEntries(verdicts.map((verdict) => [verdict, String(report.counts[verdict])])),
    accepted: String(report.accepted),
    'run-id': report.run.id,
    folder,
    report: join(folder, artifactNames.report),
    summary: join(folder, artifactNames.markdown),
  };
}
