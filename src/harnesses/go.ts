/**
 * Go's own benchmarks, `go test -bench`: the test program of each package is built once and then
 * launched itself. Tried with Go 1.17, 1.19, 1.21 and 1.26.
 */

import { discoverGo } from './go/discover.ts';
import { installGo, prepareGo } from './go/prepare.ts';
import { type GoSettings, goSettingsSchema } from './go/settings.ts';
import type { Harness } from './harness.ts';

export const go = {
  name: 'go',
  title: 'Go benchmarks of the testing package, as by `go test -bench`',
  settings: goSettingsSchema,
  manifests: ['go.mod', '*_test.go'],
  discover: discoverGo,
  toolChecks: [{ tool: 'go', argv: ['go', 'version'], install: installGo }],
  prepare: prepareGo,
} satisfies Harness<GoSettings>;
