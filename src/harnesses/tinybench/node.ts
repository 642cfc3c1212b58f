/** Which Node runs the bench files of a suite? */
import { isAbsolute, resolve } from 'node:path';
import type { Tools } from '../harness.ts';

export type NodeReading =
  | { readonly state: 'found'; readonly executable: string; readonly version: string }
  | { readonly state: 'unusable'; readonly message: string };

const unusable = (message: string): NodeReading => ({ state: 'unusable', message });

/** `wanted` is a program's name, or a path relative to `folder`; without it, perfwatch's own. */
export async function findNode(
  wanted: string | undefined,
  folder: string,
  tools: Tools,
): Promise<NodeReading> {
  let executable: string | null = tools.nodeExecutable;
  if (wanted !== undefined) {
    const isPath = isAbsolute(wanted) || /[/\\]/.test(wanted);
    executable = isPath ? resolve(folder, wanted) : await tools.findProgram(wanted);
  }
  if (executable === null) {
    return unusable(`There is no program ${wanted}. Install it, or mend \`node\` of this suite.`);
  }
  const { stdout, exitCode } = await tools.run([executable, '--version']);
  const version = /^v(\d+\.\d+\.\d+\S*)\s*$/.exec(stdout)?.[1];
  if (exitCode !== 0 || version === undefined) {
    return unusable(`${executable} is no Node that runs. Mend \`node\` of this suite.`);
  }
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 19)
    ? { state: 'found', executable, version }
    : unusable(`Node ${version} is too old: the bench files need 20.19 or newer.`);
}
