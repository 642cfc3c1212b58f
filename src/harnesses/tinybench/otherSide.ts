/** Which modules of this process lie in the user's own repository, though another side is measured? */
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** perfwatch may itself lie in that repository; its helpers are in a folder of its package's `dist`. */
const ownFolder = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * URLs of the scripts that V8 has compiled, which it tells whoever starts to debug. Loader hooks
 * would see each module as well, but they would be there while the benchmarks run.
 */
function scriptUrls(): string[] {
  let inspector: typeof import('node:inspector');
  try {
    inspector = require('node:inspector');
  } catch {
    // A Node that was built without it: then only what `require` has loaded is known.
    return [];
  }
  const urls: string[] = [];
  const session = new inspector.Session();
  session.connect();
  session.on('Debugger.scriptParsed', ({ params }) => urls.push(params.url));
  session.post('Debugger.enable');
  session.disconnect();
  return urls;
}

function realPath(script: string): string | null {
  try {
    return realpathSync(script.startsWith('file:') ? fileURLToPath(script) : script);
  } catch {
    return null;
  }
}

function isWithin(file: string, folder: string): boolean {
  const way = relative(folder, file);
  return !isAbsolute(way) && way.split(sep)[0] !== '..';
}

/**
 * Absolute paths of loaded modules that are inside of `folder`, links resolved, sorted. Installed
 * packages are not among them: both sides may use the same ones, through links. Takes some 20 ms
 * and may slow down what runs afterwards, so it is asked at the end.
 */
export function modulesWithin(folder: string): string[] {
  const root = realpathSync(folder);
  const files = [...scriptUrls(), ...Object.keys(require.cache)].map(realPath);
  return [...new Set(files)]
    .filter((file) => file !== null)
    .filter((file) => isWithin(file, root) && !isWithin(file, ownFolder))
    .filter((file) => !relative(root, file).split(sep).includes('node_modules'))
    .sort();
}
