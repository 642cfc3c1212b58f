/** The registry of what renders tables; `perfwatch compare --format` names one by its key. */
import { benchmarkFormatTables } from './benchmarkFormat.ts';
import { csvTables } from './csv.ts';
import { jsonTables } from './json.ts';
import { markdownTables } from './markdown.ts';
import type { TableReporter } from './tableReporter.ts';
import { terminalTables } from './terminal.ts';

export const tableReporters = {
  table: terminalTables,
  csv: csvTables,
  json: jsonTables,
  markdown: markdownTables,
  benchfmt: benchmarkFormatTables,
} satisfies Record<string, TableReporter>;

export type TableReporterName = keyof typeof tableReporters;
