/** Which files does Node load for `import 'tinybench'` and for `require('tinybench')`? */
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { isFields } from './foreign.ts';

/** The first target that conditions allow, of an `exports` field or a part of it. */
function target(exported: unknown, conditions: readonly string[]): string | null {
  if (typeof exported === 'string') return exported;
  if (!isFields(exported)) return null;
  for (const [key, value] of Object.entries(exported)) {
    if (key !== '.' && !conditions.includes(key)) continue;
    const found = target(value, conditions);
    if (found !== null) return found;
  }
  return null;
}

/**
 * The package's entry files with links resolved, as Node identifies modules: for `import`, and for
 * `require` where that is another file (2.x and 3.x have both builds).
 */
export function packageEntries(packageFolder: string): string[] {
  const manifest: unknown = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  const { exports: exported, main } = isFields(manifest) ? manifest : {};
  const entries = ['import', 'require'].map((way) => {
    const entry = target(exported, [way, 'node', 'default']) ?? main;
    return realpathSync(join(packageFolder, typeof entry === 'string' ? entry : 'index.js'));
  });
  return [...new Set(entries)];
}
