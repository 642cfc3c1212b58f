/** airspeed velocity's results: its folder, of which the newest commit is read, or one file of it. */
import { isResultsFolder, readResultFile, readResultsFolder } from './asv/folder.ts';
import type { Format } from './format.ts';
import { at, objectOf, objectsOf } from './shape.ts';

/** Version 1 begins with the results, so that of a large file nothing else may be seen. */
const hasStatistics = (results: unknown) =>
  Object.values(objectOf(results) ?? {}).some((one) =>
    objectsOf(at(one, 'stats')).some((stats) => at(stats, 'ci_99') !== undefined),
  );

export const asv: Format = {
  name: 'asv',
  title: 'airspeed velocity results, the folder or one of its files',
  looksFor: 'an object with "commit_hash" and "result_columns"; a folder with "machine.json"',
  testedWith: ['asv 0.4.2', 'asv 0.6.6'],
  values: 'samples where they were recorded, else one median',
  metrics: 'time, memory, object-size, all that is tracked',
  detect: ({ json }) => {
    const hasCommit = at(json, 'commit_hash') !== undefined;
    if (hasCommit && at(json, 'result_columns') !== undefined) return true;
    const results = at(json, 'results');
    return hasCommit
      ? objectOf(results) !== undefined && at(json, 'requirements') !== undefined
      : hasStatistics(results);
  },
  reader: {
    kind: 'folder',
    detect: isResultsFolder,
    read: readResultsFolder,
    readFile: readResultFile,
  },
};
