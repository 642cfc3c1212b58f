/** What is done to sources and libraries on their way into a bundle, so that loading it costs little. */
import { fileURLToPath } from 'node:url';
import type { Rolldown } from 'tsdown';

/** Absolute path of a file of the project, with the slashes that a bundler uses. */
const projectFile = (name: string) =>
  fileURLToPath(new URL(name, import.meta.url)).replaceAll('\\', '/');

/** Exchanges one text for another. */
function exchanged(code: string, id: string, pairs: Readonly<Record<string, string>>): string {
  return Object.entries(pairs).reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`${id} no longer says: ${from}`);
    return text.replace(from, () => to);
  }, code);
}

/** What string-width makes when it is loaded takes 25 ms, and is needed only where emoji are measured. */
export const lazyWidth: Rolldown.Plugin = {
  name: 'lazy-width',
  transform: {
    filter: { id: /[\\/]node_modules[\\/]string-width[\\/]index\.js$/ },
    handler: (code, id) =>
      exchanged(code, id, {
        'const segmenter = new Intl.Segmenter();': `let madeSegmenter;
const segmenter = { segment: text => (madeSegmenter ??= new Intl.Segmenter()).segment(text) };`,
        'const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;': `let madeEmojiRegex;
const rgiEmojiRegex = { test: text => (madeEmojiRegex ??= new RegExp('^\\\\p{RGI_Emoji}$', 'v')).test(text) };`,
      }),
  },
};

/**
 * Marks the schemas of the model as pure, so that a bundle which checks nothing drops them, and with
 * them the library that they are made of.
 */
export const droppableSchemas: Rolldown.Plugin = {
  name: 'droppable-schemas',
  transform: {
    filter: { id: /[\\/]src[\\/]model[\\/]\w+\.ts$/ },
    handler(code) {
      const calls = this.parse(code, { lang: 'ts' }).body.flatMap((statement) => {
        const declared =
          statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
        if (declared?.type !== 'VariableDeclaration') return [];
        return declared.declarations.flatMap(({ init }) =>
          init?.type === 'CallExpression' ? [init] : [],
        );
      });
      if (calls.length === 0) return null;
      const marked = calls.reduceRight(
        (text, { start, end }) =>
          `${text.slice(0, start)}/* @__PURE__ */ made(() => ${text.slice(start, end)})${text.slice(end)}`,
        code,
      );
      return `${marked}\nfunction made<Value>(make: () => Value): Value { return make(); }\n`;
    },
  },
};

/** Leaves modules to another bundle beside this one, so that they are there once; sources by their name there. */
export function sharedFiles(sources: Readonly<Record<string, string>>): Rolldown.Plugin {
  const places = new Map(Object.entries(sources).map(([name, from]) => [projectFile(from), name]));
  return {
    name: 'shared-files',
    async resolveId(id, importer, options) {
      const found = await this.resolve(id, importer, { ...options, skipSelf: true });
      const name = found && places.get(found.id.replaceAll('\\', '/'));
      return name ? { id: `./${name}.js`, external: true } : null;
    },
  };
}
