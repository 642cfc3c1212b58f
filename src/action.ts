/** The GitHub action: ambient state in, exit code out. */
import packageJson from '../package.json' with { type: 'json' };
import { exitCodes } from './errors.ts';
import { endWhenUncaught, keepConsoleOffStandardOutput, processIo } from './io.ts';

/** Does what the step asks for; resolves to the exit code of the process. */
export async function runAction(): Promise<number> {
  keepConsoleOffStandardOutput();
  endWhenUncaught(exitCodes.failed, (thrown) => `perfwatch: ${String(thrown)}\n`);
  const io = processIo();
  // A sign of life before anything else is loaded.
  io.stdout.write(`perfwatch ${packageJson.version}\n`);
  const { performAction } = await import('./action/performAction.ts');
  return await performAction(io);
}
