/** How are sides called in tables? By what tells their paths apart. Pure. */

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1);

/** The beginning that all texts share, up to the last `/` in it. */
function commonFolder(paths: readonly string[]): string {
  let common = folderOf(paths[0] ?? '');
  for (const path of paths) {
    while (common !== '' && !path.startsWith(common)) common = folderOf(common.slice(0, -1));
  }
  return common;
}

/** The end that all texts share, from a `/` on: of `a/run.json` and `b/run.json`, `/run.json`. */
function commonEnd(paths: readonly string[]): string {
  const reversed = paths.map((path) => [...path].reverse().join(''));
  return [...commonFolder(reversed)].reverse().join('');
}

/**
 * The titles without the folders, and without the file name, that all have in common; as they are where
 * nothing would be left of one.
 */
export function shortTitles(titles: readonly string[]): string[] {
  if (new Set(titles).size < 2) return [...titles];
  const slashed = titles.map((title) => title.replaceAll('\\', '/'));
  const start = commonFolder(slashed).length;
  const end = commonEnd(slashed.map((title) => title.slice(start))).length;
  const short = slashed.map((title) => title.slice(start, title.length - end));
  return short.some((title) => title === '') ? [...titles] : short;
}
