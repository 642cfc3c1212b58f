/** The registry of reporters: a new one is a file and a line here. */
import { gitlabMetrics } from './gitlabMetrics.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import type { Reporter } from './reporter.ts';
import { terminal } from './terminal.ts';

export const reporters = {
  terminal,
  markdown,
  json,
  'gitlab-metrics': gitlabMetrics,
} satisfies Record<string, Reporter>;

export type ReporterName = keyof typeof reporters;
