/** Keeps the artifact folder as an artifact, and says under which name; a failure is one warning. */
import * as core from '@actions/core';
import { problemOf } from '../errors.ts';
import { withVariables } from '../io.ts';
import { printable } from '../text.ts';
import type { Step } from './step.ts';
import { uploadFolder } from './uploadFolder.ts';

/** What speaks for the job to the artifact service. */
const serviceToken = 'ACTIONS_RUNTIME_TOKEN';

/** Names for jobs of one run that have the same one: by the job, and then by a number. */
function otherNames(name: string, job: string | undefined): string[] {
  const own = job ? `${name}-${job.replace(/[^\w.-]+/g, '-')}` : name;
  return [...(job ? [own] : []), ...[2, 3, 4, 5].map((number) => `${own}-${number}`)];
}

/** Uploads the folder and sets the outputs about it. */
export async function keepFolder(folder: string, { inputs, env }: Step): Promise<void> {
  const { artifact, retentionDays } = inputs;
  if (artifact === null) return;
  const request = {
    folder,
    name: artifact,
    otherNames: otherNames(artifact, env.GITHUB_JOB),
    retentionDays,
  };
  const token = env[serviceToken];
  try {
    // The library tells each of its steps, and looks for the token in the process's environment.
    const { name, id, leftOut } = await core.group('Upload of the artifact folder', () =>
      withVariables(token ? { [serviceToken]: token } : {}, () => uploadFolder(request)),
    );
    core.setOutput('artifact', name);
    core.setOutput('artifact-id', id === null ? '' : String(id));
    if (name !== artifact) {
      core.warning(
        `The artifact ${artifact} is another job's already, so this one is ${name}. Give each job a name of its own, by the input artifact.`,
      );
    }
    if (leftOut.length > 0) {
      core.warning(
        `${leftOut.length} files are not in the artifact, since GitHub refuses their names: ${printable(leftOut.slice(0, 3).join(', '))}`,
      );
    }
  } catch (error) {
    core.warning(
      `The artifact could not be uploaded (${printable(problemOf(error))}). The report is in the job summary, and in ${folder} until the job ends.`,
    );
  }
}
