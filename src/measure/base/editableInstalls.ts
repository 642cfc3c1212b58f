/**
 * Which of the repository's own Python packages are installed as links to their sources (`pip
 * install -e`)? Another checkout that uses the same environment would import the user's code, so
 * its own must come first on PYTHONPATH. That is enough: Python puts PYTHONPATH before
 * site-packages and what `.pth` files there add, and setuptools appends its finder behind the one
 * that searches the path. Finders that put themselves in front (meson-python, scikit-build-core)
 * win over PYTHONPATH: what they install cannot be had from elsewhere.
 */
import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { isWithin } from './paths.ts';

/** What is imported from the repository; absolute paths with their links resolved. */
export interface EditableSource {
  /** What stands on Python's path. */
  readonly folder: string;
  /** The module or package in it; the folder itself where nothing says which. */
  readonly source: string;
}

export interface EditableInstalls {
  readonly sources: readonly EditableSource[];
  /** Absolute paths of code in the repository that is imported in a way PYTHONPATH cannot precede. */
  readonly unsupported: readonly string[];
}

const directUrlSchema = z.object({
  url: z.string(),
  dir_info: z.object({ editable: z.boolean() }),
});

const textOf = (file: string) => readFile(file, 'utf8').catch(() => '');

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** Keys and values of a Python dictionary of strings, as `repr` writes it. */
function dictionary(text: string): (readonly [string, string])[] {
  const pattern = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g;
  const strings = [...text.matchAll(pattern)].map((match) =>
    (match[1] ?? match[2] ?? '').replaceAll(/\\(.)/g, '$1'),
  );
  return strings.flatMap((key, index) =>
    index % 2 === 0 ? [[key, strings[index + 1] ?? ''] as const] : [],
  );
}

/** Something that is imported from a path; `steps` of its name are below what stands on the path. */
interface Installed {
  readonly path: string;
  readonly steps: readonly string[];
}

/** What one file in site-packages says to be imported from elsewhere. */
async function installedBy(sitePackages: string, name: string): Promise<Installed[]> {
  const text = () => textOf(join(sitePackages, name));
  const folder = (line: string) => ({ path: resolve(sitePackages, line), steps: [] });
  if (name.endsWith('.pth')) {
    // Lines that begin with `import` are code; all others are paths.
    return linesOf(await text())
      .filter((line) => !/^(import\s|#)/.test(line))
      .map(folder);
  }
  if (name.endsWith('.egg-link')) {
    return linesOf(await text())
      .slice(0, 1)
      .map(folder);
  }
  // Written by setuptools where a folder on the path would show too much.
  if (/^__editable__.*_finder\.py$/.test(name)) {
    const mapping = /^MAPPING\b[^=\n]*=\s*(\{.*\})\s*$/m.exec(await text())?.[1] ?? '';
    return dictionary(mapping).map(([module, path]) => ({ path, steps: module.split('.') }));
  }
  return [];
}

/** The project that a `.dist-info` says to be installed as a link to its sources, or null. */
async function editableProject(distInfo: string): Promise<string | null> {
  try {
    const text = await readFile(join(distInfo, 'direct_url.json'), 'utf8');
    const { url, dir_info } = directUrlSchema.parse(JSON.parse(text));
    return dir_info.editable ? await realpath(fileURLToPath(url)) : null;
  } catch {
    // Installed from an index, or from a place that is gone.
    return null;
  }
}

/** Where it is found on a path; null where its folder has another name than what is imported. */
function sourceOf({ path, steps }: Installed): EditableSource | null {
  const isNamedSo = path.replace(/\.py$/, '').endsWith(join('/', ...steps));
  if (steps.length > 0 && !isNamedSo) return null;
  return { source: path, folder: steps.reduce((folder) => dirname(folder), path) };
}

/**
 * What is installed by links from a repository, in these folders of site-packages (absolute paths;
 * missing ones are passed over). Linear in the number of packages.
 */
export async function editableInstalls(
  sitePackagesFolders: readonly string[],
  repositoryFolder: string,
): Promise<EditableInstalls> {
  const repository = await realpath(repositoryFolder);
  const sources: EditableSource[] = [];
  const unsupported: string[] = [];
  const projects: string[] = [];
  for (const sitePackages of sitePackagesFolders) {
    const here = await realpath(sitePackages).catch(() => sitePackages);
    for (const name of await readdir(sitePackages).catch(() => [])) {
      const project = name.endsWith('.dist-info')
        ? await editableProject(join(sitePackages, name))
        : null;
      if (project !== null && isWithin(project, repository)) projects.push(project);
      for (const installed of await installedBy(sitePackages, name)) {
        const path = await realpath(installed.path).catch(() => installed.path);
        // An environment may lie in the repository; what is installed in it is none of its code.
        if (!isWithin(path, repository) || isWithin(path, here)) continue;
        const source = sourceOf({ ...installed, path });
        if (source) sources.push(source);
        else unsupported.push(path);
      }
    }
  }
  const known = [...sources.map(({ source }) => source), ...unsupported];
  const unknown = projects.filter((project) => !known.some((path) => isWithin(path, project)));
  return { sources, unsupported: [...unsupported, ...unknown] };
}
