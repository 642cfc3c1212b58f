/**
 * Small local actions in place of those of others that workflows use: Node and Python are the machine's
 * own, artifacts go to act's server through the library that the real actions use.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import * as z from 'zod';

const programs = {
  'actions/setup-node': 'nothing.mjs',
  'actions/setup-python': 'nothing.mjs',
  'actions/upload-artifact': 'uploadArtifact.mjs',
  'actions/download-artifact': 'downloadArtifact.mjs',
};

/** act has it built in. */
const builtIn = 'actions/checkout';

const workflowSchema = z.object({
  jobs: z.record(
    z.string(),
    z.object({ steps: z.array(z.object({ uses: z.string().optional() })) }),
  ),
});

/** All actions of others in a workflow file, as they are named there: `owner/name@ref`. */
export function actionsUsed(workflowFile: string): string[] {
  const { jobs } = workflowSchema.parse(parse(readFileSync(workflowFile, 'utf8')));
  const all = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
  return [...new Set(all)].filter((uses) => !uses.startsWith('./'));
}

/** Inputs reach an action's program only with a default or a value. */
const actionFile = (name: string) =>
  stringify({
    name,
    description: `Stands in for ${name}`,
    runs: { using: 'node24', main: 'main.mjs' },
  });

/**
 * Writes the stand-ins for a workflow below a folder and returns act's options that put them in place.
 *
 * @throws Error for an action that has no stand-in.
 */
export function localRepositories(workflowFile: string, folder: string): string[] {
  return actionsUsed(workflowFile)
    .filter((uses) => !uses.startsWith(`${builtIn}@`))
    .flatMap((uses) => {
      const name = uses.split('@')[0] ?? '';
      const program = Object.entries(programs).find(([known]) => known === name)?.[1];
      if (!program) throw new Error(`${workflowFile} uses ${uses}, which has no stand-in.`);
      const place = join(folder, name);
      const source = fileURLToPath(new URL(`./actions/${program}`, import.meta.url));
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, 'action.yml'), actionFile(name));
      // act copies the folder; libraries are found beside the source.
      writeFileSync(join(place, 'main.mjs'), `await import(${JSON.stringify(source)});\n`);
      return ['--local-repository', `${uses}=${place}`];
    });
}
