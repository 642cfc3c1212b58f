/**
 * Module loader hooks, run by Node in a thread of their own: they find and read TypeScript files
 * on every supported Node in the same way, before Node's own type stripping where it exists.
 */
import { readFile } from 'node:fs/promises';
import type { LoadHook, ResolveHook } from 'node:module';
import { fileURLToPath } from 'node:url';
import { moduleFormat, stripTypes } from './strip.ts';

const isTypeScript = /\.[cm]?ts$/;

/** What `./x`, `./x.js` and `./x.mjs` may mean in a TypeScript source, in order. */
function typeScriptNames(specifier: string): string[] {
  const javaScript = /^(.*\.)([cm]?)js$/.exec(specifier);
  if (javaScript) return [`${javaScript[1]}${javaScript[2]}ts`];
  return [`${specifier}.ts`, `${specifier}.mts`, `${specifier.replace(/\/$/, '')}/index.ts`];
}

function isNotFound(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'ERR_UNSUPPORTED_DIR_IMPORT')
  );
}

/** Resolves as Node does; a relative import that leads nowhere may mean a TypeScript file. */
export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  try {
    return await nextResolve(specifier, context);
  } catch (error) {
    const mayBeTypeScript =
      /^\.\.?(\/|$)/.test(specifier) && !context.parentURL?.includes('/node_modules/');
    if (!mayBeTypeScript || !isNotFound(error)) throw error;
    for (const name of typeScriptNames(specifier)) {
      try {
        return await nextResolve(name, context);
      } catch (other) {
        if (!isNotFound(other)) throw other;
      }
    }
    throw error;
  }
};

/** Strips the types of `.ts`, `.mts` and `.cts`; everything else is Node's. */
export const load: LoadHook = async (url, context, nextLoad) => {
  if (!url.startsWith('file:') || !isTypeScript.test(new URL(url).pathname)) {
    return nextLoad(url, context);
  }
  const file = fileURLToPath(url);
  const code = stripTypes(await readFile(file, 'utf8'), file);
  const format = moduleFormat(code, file);
  // Without a source, Node hands CommonJS to `require`, where register.ts strips the types: only
  // there do `require('./x')`, `require.cache` and `require.resolve` work as usual.
  return { format, shortCircuit: true, ...(format === 'module' ? { source: code } : {}) };
};
