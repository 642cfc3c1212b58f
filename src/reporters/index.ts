/** The registry of reporters: a new one is a file and a line here. */
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import type { Reporter } from './reporter.ts';
import { terminal } from './terminal.ts';

export const reporters = { terminal, markdown, json } satisfies Record<string, Reporter>;

export type ReporterName = keyof typeof reporters;
