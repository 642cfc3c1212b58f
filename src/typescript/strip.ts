/**
 * How does Node run a TypeScript file that it cannot read itself? By removing what is not
 * JavaScript. Types are replaced by spaces, so line numbers and executed code stay the author's
 * own; only where types are not enough (enums, namespaces, parameter properties, `import x =`) the
 * file is transformed. There is no type check, as with Node's own type stripping.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { compileFunction } from 'node:vm';

const require = createRequire(import.meta.url);

/** What the compiler throws is no Error but an object with these fields; lines from 1. */
function describeProblem(thrown: unknown, file: string): { code: string; text: string } {
  const problem = new Map(Object.entries(typeof thrown === 'object' && thrown ? thrown : {}));
  const line = problem.get('startLine') ?? '?';
  const column = Number(problem.get('startColumn')) + 1 || '?';
  const message = String(problem.get('message') ?? thrown);
  return { code: String(problem.get('code')), text: `${file}:${line}:${column}: ${message}` };
}

/**
 * The JavaScript of a TypeScript source.
 * @throws SyntaxError whose message starts with `file:line:column:`.
 */
export function stripTypes(source: string, file: string): string {
  // Loaded on first use: a compiler of 3.7 MB that plain JavaScript never needs.
  const compiler: typeof import('@swc/wasm-typescript') = require('@swc/wasm-typescript');
  const attempt = (mode: 'strip-only' | 'transform') => {
    try {
      return { code: compiler.transformSync(source, { mode, filename: file }).code };
    } catch (thrown) {
      return { problem: describeProblem(thrown, file) };
    }
  };
  let result = attempt('strip-only');
  if (result.problem?.code === 'UnsupportedSyntax') result = attempt('transform');
  if (result.problem) throw new SyntaxError(result.problem.text);
  return result.code;
}

/** Whether code may be the body of a CommonJS module: no import, export or top-level await. */
function parsesAsCommonJs(code: string): boolean {
  try {
    compileFunction(code, ['exports', 'require', 'module', '__filename', '__dirname']);
    return true;
  } catch {
    return false;
  }
}

/** Whether the nearest package.json above a file says `"type": "module"`. */
function isInModulePackage(file: string): boolean {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    try {
      const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      return (
        typeof manifest === 'object' &&
        manifest !== null &&
        'type' in manifest &&
        manifest.type === 'module'
      );
    } catch {
      if (folder === dirname(folder)) return false;
    }
  }
}

/**
 * Which module system stripped code is written for. `.mts` and `.cts` say so. Code of a `.ts` with
 * `import`, `export` or top-level `await` is a module, whatever its package says, since authors who
 * compile to CommonJS write that too; other code follows the package.
 */
export function moduleFormat(code: string, file: string): 'module' | 'commonjs' {
  if (extname(file) === '.mts') return 'module';
  if (extname(file) === '.cts') return 'commonjs';
  return !parsesAsCommonJs(code) || isInModulePackage(file) ? 'module' : 'commonjs';
}
