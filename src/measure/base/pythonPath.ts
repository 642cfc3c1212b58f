/** What must stand on PYTHONPATH so that another checkout imports its own code, not the user's? */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { editableInstalls } from './editableInstalls.ts';
import { counterpart, type SidePair } from './paths.ts';

export interface OwnPythonCode {
  /** Absolute paths in the other checkout, to stand first on PYTHONPATH. */
  readonly pythonPath: readonly string[];
  /** Absolute paths of code of the user's checkout that both sides would import all the same. */
  readonly shared: readonly string[];
}

/** Folders of installed packages in a virtual environment, by the customs of all platforms. */
export async function sitePackagesIn(environment: string): Promise<string[]> {
  const lib = join(environment, 'lib');
  const names = await readdir(lib).catch(() => []);
  const pythons = names.filter((name) => /^(python|pypy)/.test(name));
  return [
    ...pythons.map((name) => join(lib, name, 'site-packages')),
    join(environment, 'Lib', 'site-packages'),
  ];
}

const exists = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  );

/**
 * The other checkout's code of packages that an interpreter has as links to the user's checkout,
 * by its folders of site-packages: those of a virtual environment, or `site.getsitepackages()` and
 * `site.getusersitepackages()` of any other Python.
 */
export async function ownPythonCode(
  sitePackagesFolders: readonly string[],
  sides: SidePair,
): Promise<OwnPythonCode> {
  const { sources, unsupported } = await editableInstalls(sitePackagesFolders, sides.from);
  const pythonPath = new Set<string>();
  const shared = new Set(unsupported);
  for (const { folder, source } of sources) {
    // What the other side does not have would be imported from the user's after all.
    if (await exists(counterpart(source, sides))) pythonPath.add(counterpart(folder, sides));
    else shared.add(source);
  }
  return { pythonPath: [...pythonPath], shared: [...shared] };
}
