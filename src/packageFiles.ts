/** Where the files lie that perfwatch ships beside its bundle. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The package finds itself by its own name, so that this holds for the bundle and the sources. */
const packageFolder = () =>
  dirname(createRequire(import.meta.url).resolve('perfwatch/package.json'));

/** Absolute path of a helper program or module, e.g. `tinybench-runner.js`. */
export function helperFile(name: string): string {
  return join(packageFolder(), 'dist', 'helpers', name);
}

/** Absolute path of a file that the HTML report holds as it is, e.g. `style.css`. */
export function pageFile(name: string): string {
  return join(packageFolder(), 'dist', 'page', name);
}
