/** How are perfwatch's own reporters called? Spelled out, since they are loaded only when they are used. */
import type { ReporterName } from './index.ts';

export const reporterNames = [
  'terminal',
  'markdown',
  'json',
  'html',
  'junit',
  'csv',
  'benchfmt',
  'github-action-benchmark',
  'github-action-benchmark-bigger',
  'bencher',
  'openmetrics',
  'gitlab-metrics',
] as const satisfies readonly ReporterName[];

/** Whether a reporter of this name is one of perfwatch's own. */
export function isReporterName(name: string): name is ReporterName {
  return reporterNames.some((one) => one === name);
}
