/**
 * Any command that measures by itself and writes results in a format that perfwatch reads: for all that
 * has no harness of its own here.
 */
import { type ExecSettings, execSettingsSchema } from './exec/settings.ts';
import type { Harness } from './harness.ts';

export const exec = {
  name: 'exec',
  title: 'Any command that writes benchmark results in a format that is known',
  settings: execSettingsSchema,
  manifests: [],
  discover: () => [],
  toolChecks: [],
  // All formats are behind it, which no other suite needs.
  prepare: async (suite, tools) => (await import('./exec/prepare.ts')).prepareExec(suite, tools),
} satisfies Harness<ExecSettings>;
