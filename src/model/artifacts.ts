/** Names of what an artifact folder holds. */
export const artifactNames = {
  run: 'run.json',
  /** The other side of a paired run. */
  base: 'base.json',
  report: 'report.json',
  markdown: 'report.md',
  /** The harnesses' own files and all logs, by suite and launch. */
  raw: 'raw',
} as const;
