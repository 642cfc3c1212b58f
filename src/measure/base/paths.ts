/** Where do paths lie? Pure. */
import { isAbsolute, join, relative, sep } from 'node:path';

/** Whether an absolute path is a folder or lies inside of it; both with their links resolved. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Two checkouts of one repository: absolute paths, with their links resolved. */
export interface SidePair {
  /** The user's own. */
  readonly from: string;
  readonly to: string;
}

/** The same place in the other checkout. */
export const counterpart = (path: string, { from, to }: SidePair) => join(to, relative(from, path));

/** A folder and all above it up to the root, which contains it, deepest first. */
export function upwards(folder: string, root: string): string[] {
  if (!isWithin(folder, root)) return [];
  const steps = relative(root, folder).split(sep).filter(Boolean);
  return steps.map((_, index) => join(root, ...steps.slice(0, steps.length - index))).concat(root);
}
