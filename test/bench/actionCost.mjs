/** What the GitHub action costs before it does anything: its start and its size. */
import { spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

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

const importPattern = /(?:from|import)\s*\(?\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/g;

/**
 * The bundle: the code that the action and the commands that it runs may load. What only programs import
 * that use perfwatch as a library lies beside it, and is none of it.
 */
export function bundleBytes(folder) {
  const found = new Set();
  const visit = (file) => {
    if (found.has(file)) return;
    found.add(file);
    const text = readFileSync(file, 'utf8');
    for (const [, path] of text.matchAll(importPattern)) visit(join(dirname(file), path));
  };
  for (const entry of ['action.js', 'cli.js']) visit(join(folder, entry));
  return [...found].reduce((sum, file) => sum + statSync(file).size, 0);
}
