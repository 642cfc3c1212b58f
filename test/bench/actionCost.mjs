/** What the GitHub action costs before it does anything: its start and its size. */
import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Seconds from the start of the process to its first line. */
export async function firstLineSeconds(program) {
  const started = performance.now();
  // A command that is none, so that nothing follows that line but a complaint.
  const env = { PATH: process.env.PATH, INPUT_COMMAND: 'none' };
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const seconds = await new Promise((resolve) => {
    child.stdout.once('data', () => resolve((performance.now() - started) / 1000));
  });
  await new Promise((resolve) => child.once('close', resolve));
  return seconds;
}

/** The bundle: the code that the action and the commands that it runs may load. */
export function bundleBytes(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
