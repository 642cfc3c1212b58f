/**
 * Go's own benchmarks, `go test -bench`: the test program of each package is built once and then
 * launched itself. Tried with Go 1.17, 1.19, 1.21 and 1.26.
 */

import { installGo, prepareGo } from './go/prepare.ts';
import { type GoSettings, goSettingsSchema } from './go/settings.ts';
import type { Harness } from './harness.ts';

export const go = {
  name: 'go',
  title: 'Go benchmarks of the testing package, as by `go test -bench`',
  settings: goSettingsSchema,
  // A go.mod does not say whether there are benchmarks, and there is no other manifest.
  manifests: [],
  discover: () => [],
  toolChecks: [{ tool: 'go', argv: ['go', 'version'], install: installGo }],
  prepare: prepareGo,
} satisfies Harness<GoSettings>;
