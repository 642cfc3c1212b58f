/** Stands in for actions/download-artifact, for the artifacts of the same run. */
import { join, matchesGlob, resolve } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';
import { input } from './inputs.mjs';

const client = new DefaultArtifactClient();
const name = input('name');
const pattern = name || input('pattern', '*');
const { artifacts } = await client.listArtifacts({ latest: true });
const found = artifacts.filter((artifact) => matchesGlob(artifact.name, pattern));
if (name && found.length === 0) throw new Error(`There is no artifact ${name}.`);
for (const artifact of found) {
  const isAlone = name !== '' || input('merge-multiple') === 'true';
  const path = resolve(input('path', '.'));
  await client.downloadArtifact(artifact.id, {
    path: isAlone ? path : join(path, artifact.name),
  });
  console.log(`Downloaded ${artifact.name}.`);
}
