/** Stands in for actions/upload-artifact: one folder or file, hidden files only where they are asked for. */
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';
import { glob } from 'tinyglobby';
import { input } from './inputs.mjs';

const path = resolve(input('path'));
const found = await stat(path).catch(() => null);
const root = found?.isDirectory() ? path : dirname(path);
const files = found?.isDirectory()
  ? await glob('**', { cwd: path, absolute: true, dot: input('include-hidden-files') === 'true' })
  : found
    ? [path]
    : [];
if (files.length === 0) {
  console.log(`::warning::No files were found at ${path}.`);
  if (input('if-no-files-found') === 'error') process.exitCode = 1;
} else {
  const client = new DefaultArtifactClient();
  await client.uploadArtifact(input('name', 'artifact'), files, root);
}
