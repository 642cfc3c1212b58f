/** Where in a folder did criterion leave results? By the files in a folder `new`, never by where that lies. */

/** What lies of one benchmark in the folder of its last run. */
export interface Place {
  /** The folder `new`, or the one that was given, with `/` behind it; empty for the folder itself. */
  readonly folder: string;
  /** The folder of the benchmark, in which other runs are kept beside the last one. */
  readonly benchmark: string;
  readonly hasSample: boolean;
  readonly hasBenchmark: boolean;
}

const resultFile = /^(|.*\/)(sample|benchmark)\.json$/;

/** What criterion writes by itself beside the last run: the same run, a comparison, pages. */
const ownFolders = new Set(['new', 'base', 'change', 'report']);

export interface Places {
  readonly last: readonly Place[];
  /** Names of runs that were kept by `--save-baseline`. */
  readonly kept: ReadonlySet<string>;
}

/** @param paths files, relative to the folder that is read */
export function placesOf(paths: readonly string[]): Places {
  const folders = new Map<string, Set<string>>();
  for (const path of paths) {
    const [, folder, file] = resultFile.exec(path) ?? [];
    if (folder === undefined || file === undefined) continue;
    const files = folders.get(folder) ?? new Set();
    folders.set(folder, files.add(file));
  }
  const last: Place[] = [];
  const benchmarks = new Set<string>();
  for (const [folder, files] of folders) {
    const isGiven = folder === '' && files.size === 2;
    if (!isGiven && !/(?:^|\/)new\/$/.test(folder)) continue;
    const benchmark = isGiven ? '' : folder.slice(0, -'new/'.length);
    benchmarks.add(benchmark);
    last.push({
      folder,
      benchmark,
      hasSample: files.has('sample'),
      hasBenchmark: files.has('benchmark'),
    });
  }
  const kept = [...folders.keys()].flatMap((folder) => {
    const [, benchmark, name = ''] = /^(|.*\/)([^/]+)\/$/.exec(folder) ?? [];
    return benchmark !== undefined && benchmarks.has(benchmark) && !ownFolders.has(name)
      ? [name]
      : [];
  });
  return { last, kept: new Set(kept) };
}
