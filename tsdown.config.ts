import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineConfig, type RolldownChunk } from 'tsdown';
import * as z from 'zod';
import { jsonSchemas } from './src/config/jsonSchemas.ts';
import { bundleOptions, copiedInto, libraryOptions, packageEntries } from './tsdown.options.ts';
import { libraryTypes } from './tsdown.types.ts';

/** The JSON Schemas, for editors and for others who read perfwatch's files. */
async function writeSchemas(): Promise<void> {
  await mkdir('dist/schemas', { recursive: true });
  for (const [name, schema] of Object.entries(jsonSchemas())) {
    await writeFile(join('dist/schemas', name), `${JSON.stringify(schema, null, 2)}\n`);
  }
}

const packageSchema = z.object({ name: z.string(), version: z.string(), license: z.string() });

/** Whoever bundles a library ships its licence. */
async function writeLicences(chunks: readonly RolldownChunk[]): Promise<void> {
  const modules = chunks.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
  const folders = modules.flatMap((id) => {
    const match = /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/'));
    return match?.[1] ?? [];
  });
  const texts: string[] = [];
  for (const folder of [...new Set(folders)].sort()) {
    const about = await readFile(join(folder, 'package.json'), 'utf8');
    const { name, version, license } = packageSchema.parse(JSON.parse(about));
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? await readFile(join(folder, file), 'utf8') : license;
    texts.push(`${name} ${version} (${license})\n\n${text.trim()}\n`);
  }
  await writeFile(
    'dist/THIRD_PARTY_LICENSES.txt',
    `perfwatch contains these libraries:\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`,
  );
}

export default defineConfig([
  {
    ...bundleOptions,
    entry: packageEntries,
    copy: copiedInto('dist'),
    hooks: {
      async 'build:done'({ chunks }) {
        await writeSchemas();
        await writeLicences(chunks);
      },
    },
  },
  {
    ...libraryOptions,
    hooks: {
      // Its libraries are the command line's, whose licences are there already.
      async 'build:done'() {
        await writeFile('dist/index.d.ts', await libraryTypes());
      },
    },
  },
]);
