/** What `vitest bench` writes: `--outputJson` of versions 1 to 4, and the JSON report of version 5. */
import type { Format } from './format.ts';
import { jsonReader } from './jsonDocument.ts';
import { isReport, readReport } from './vitest/report.ts';
import { isRunFile, readRunFile } from './vitest/runFile.ts';

export const vitest: Format = {
  name: 'vitest',
  title: 'vitest bench JSON (--outputJson; from version 5 on --reporter=json)',
  looksFor:
    'an object with "files" that have "groups" of "benchmarks", or "testResults" with "benchmarks"',
  testedWith: ['vitest 1.6.1', 'vitest 3.2.4', 'vitest 4.1.12', 'vitest 5.1.1'],
  values: 'one median (of vitest 1 one mean), raw samples where version 5 kept them',
  metrics: 'time',
  launchedBy: 'vitest',
  detect: ({ json }) => isRunFile(json) || isReport(json),
  reader: jsonReader((document, results) => {
    if (isReport(document.value)) readReport(document, results);
    else readRunFile(document, results);
  }),
};
