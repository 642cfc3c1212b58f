/** The folder that criterion.rs keeps its results in: `target/criterion`, or what `CRITERION_HOME` names. */
import { placesOf } from './criterion/places.ts';
import { readCriterionFolder } from './criterion/readFolder.ts';
import type { Format } from './format.ts';

export const criterion: Format = {
  name: 'criterion',
  title: 'criterion.rs, the folder target/criterion or one below it',
  looksFor: 'a folder with "new/benchmark.json" and "new/sample.json"',
  testedWith: ['criterion 0.3.2', 'criterion 0.5.1', 'criterion 0.8.2'],
  values: 'raw samples of the last run',
  metrics: 'time',
  launchedBy: 'criterion',
  // One file by itself names no benchmark, or has no samples.
  detect: () => false,
  reader: {
    kind: 'folder',
    detect: (paths) =>
      placesOf(paths).last.some(({ hasSample, hasBenchmark }) => hasSample && hasBenchmark),
    read: readCriterionFolder,
  },
};
