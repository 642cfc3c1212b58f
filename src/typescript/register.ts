/** Lets this process import and require TypeScript files, on Node versions that cannot too. */
import { readFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { stripTypes } from './strip.ts';

/** What Node passes to a handler of `require`; its type is missing in Node's own declarations. */
interface CompilableModule {
  _compile(code: string, file: string): void;
}

function isCompilable(module: object): module is CompilableModule {
  return '_compile' in module && typeof module._compile === 'function';
}

/**
 * Registers the hooks of `hooks.ts`, built to the module at `hooksUrl`, for `import`, and the same
 * stripping for `require`. From then on, `.ts`, `.mts` and `.cts` files can be loaded; those with
 * syntax errors throw a SyntaxError that names file and line. The compiler itself is loaded with
 * the first TypeScript file.
 */
export function registerTypeScript(hooksUrl: string | URL): void {
  register(hooksUrl);
  const { extensions } = createRequire(import.meta.url);
  for (const extension of ['.ts', '.cts']) {
    extensions[extension] = (module, file) => {
      if (!isCompilable(module)) throw new TypeError(`${file} cannot be required by this Node`);
      module._compile(stripTypes(readFileSync(file, 'utf8'), file), file);
    };
  }
}
