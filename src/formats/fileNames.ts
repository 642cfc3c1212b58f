/** What are files called of which only absolute paths are told? Pure. */

/** Paths that are alike for longer are named as a whole. */
const longestEnding = 30;

/**
 * By each path the names that tell it from the others, from the end: `/a/x/sum.js` and `/a/y/sum.js` are
 * `x`, `sum.js` and `y`, `sum.js`; alone, it is `sum.js`. So neither the folder of a checkout nor the other
 * files have a part in who a benchmark is.
 */
export function fileNames(paths: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, readonly string[]>();
  let open = [...new Set(paths)].map((path) => ({
    path,
    parts: path.split(/[\\/]/).filter(Boolean),
  }));
  for (let length = 1; open.length > 0; length += 1) {
    const endings = open.map(({ path, parts }) => {
      const isWhole = length > longestEnding || length >= parts.length;
      const ending = isWhole ? parts : parts.slice(-length);
      return { path, parts, isWhole, ending, key: ending.join('/') };
    });
    const counts = new Map<string, number>();
    for (const { key } of endings) counts.set(key, (counts.get(key) ?? 0) + 1);
    const isSettled = ({ key, isWhole }: (typeof endings)[number]) =>
      isWhole || counts.get(key) === 1;
    for (const found of endings) if (isSettled(found)) names.set(found.path, found.ending);
    open = endings.filter((found) => !isSettled(found));
  }
  return names;
}
