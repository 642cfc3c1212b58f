/** The GitHub action: ambient state in, exit code out. */
import packageJson from '../package.json' with { type: 'json' };
import { keepConsoleOnStandardOutput, processIo, removeVariables, uncaughtError } from './io.ts';

/** Inputs, the job's token, and what speaks for the job to GitHub's own services. */
const secrets = /^(INPUT_.*|ACTIONS_.*TOKEN|GITHUB_TOKEN)$/;

/** Does what the step asks for; resolves to the exit code of the process. */
export async function runAction(): Promise<number> {
  keepConsoleOnStandardOutput();
  const uncaught = uncaughtError();
  const visible = processIo();
  // A sign of life before anything else is loaded.
  visible.stdout.write(`perfwatch ${packageJson.version}\n`);
  const env = removeVariables(secrets);
  const { performAction } = await import('./action/performAction.ts');
  const exitCode = await performAction({ ...visible, env }, visible.env, uncaught);
  await visible.stdout.settled();
  return exitCode;
}
