/**
 * How does Node run a TypeScript file that it cannot read itself? By removing what is not
 * JavaScript. Types are replaced by spaces, so line numbers and executed code stay the author's
 * own; only where types are not enough (enums, namespaces, parameter properties, `import x =`) the
 * file is transformed. There is no type check, as with Node's own type stripping.
 */
import { readFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { dirname, extname, join } from 'node:path';
import { compileFunction } from 'node:vm';

const require = nodeModule.createRequire(import.meta.url);

type Mode = 'strip' | 'transform';

/** What it throws has a code that says whether types alone were not enough. */
type Compile = (source: string, file: string, mode: Mode) => string;

/** Node has the same compiler inside from 22.13 on, which is later than perfwatch's oldest. */
function builtInCompiler(): Compile | null {
  const strip: unknown = Reflect.get(nodeModule, 'stripTypeScriptTypes');
  if (typeof strip !== 'function') return null;
  return (source, _, mode) => String(strip(source, { mode }));
}

/**
 * Loaded on first use: a compiler of 3.7 MB that plain JavaScript never needs. It is not installed
 * where GitHub runs a checkout of perfwatch as an action; Node's own is used there.
 */
function findCompiler(): Compile {
  try {
    const compiler: typeof import('@swc/wasm-typescript') = require('@swc/wasm-typescript');
    const modes = { strip: 'strip-only', transform: 'transform' } as const;
    return (source, filename, mode) =>
      compiler.transformSync(source, { mode: modes[mode], filename }).code;
  } catch (error) {
    const compile = builtInCompiler();
    if (!compile) throw error;
    return compile;
  }
}

const unsupported: ReadonlySet<string> = new Set([
  'UnsupportedSyntax',
  'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
]);

/**
 * What the installed compiler throws is no Error but an object with these fields; lines from 1. Of
 * Node's own, only the message is known.
 */
function describeProblem(thrown: unknown, file: string): { code: string; text: string } {
  const problem = new Map(Object.entries(typeof thrown === 'object' && thrown ? thrown : {}));
  const line = problem.get('startLine') ?? '?';
  const column = Number(problem.get('startColumn')) + 1 || '?';
  const message = thrown instanceof Error ? thrown.message : (problem.get('message') ?? thrown);
  return { code: String(problem.get('code')), text: `${file}:${line}:${column}: ${message}` };
}

/**
 * The JavaScript of a TypeScript source.
 * @throws SyntaxError whose message starts with `file:line:column:`.
 */
export function stripTypes(source: string, file: string): string {
  const compile = findCompiler();
  const attempt = (mode: Mode) => {
    try {
      return { code: compile(source, file, mode) };
    } catch (thrown) {
      return { problem: describeProblem(thrown, file) };
    }
  };
  let result = attempt('strip');
  if (result.problem && unsupported.has(result.problem.code)) result = attempt('transform');
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
