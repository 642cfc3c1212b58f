/** The registry of reporters: a new one is a file and a line here. */
import { bencher } from './bencher.ts';
import { benchmarkFormat } from './benchmarkFormat.ts';
import { csv } from './csv.ts';
import { githubActionBenchmark, githubActionBenchmarkBigger } from './githubActionBenchmark.ts';
import { gitlabMetrics } from './gitlabMetrics.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { openMetrics } from './openMetrics.ts';
import type { Reporter } from './reporter.ts';
import { terminal } from './terminal.ts';

export const reporters = {
  terminal,
  markdown,
  json,
  html,
  junit,
  csv,
  benchfmt: benchmarkFormat,
  'github-action-benchmark': githubActionBenchmark,
  'github-action-benchmark-bigger': githubActionBenchmarkBigger,
  bencher,
  openmetrics: openMetrics,
  'gitlab-metrics': gitlabMetrics,
} satisfies Record<string, Reporter>;

export type ReporterName = keyof typeof reporters;
