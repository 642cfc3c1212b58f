/** One step of a job: what it was asked for, and how it runs perfwatch's commands. */
import { resolve } from 'node:path';
import { main } from '../cli.ts';
import { insideAction } from '../commands/actions/deliver.ts';
import { exitCodes, problemOf } from '../errors.ts';
import type { Io, Output } from '../io.ts';
import { type Inputs, readInputs } from './inputs.ts';

export interface Step {
  readonly inputs: Inputs;
  /** What commands see that measure: the environment of a plain `run:` step, without secrets. */
  readonly io: Io;
  /** What commands see that publish: the job's token besides. */
  readonly publishing: Io;
  /** What the runner has told this step, secrets and all. */
  readonly env: Io['env'];
  /** Rejects when foreign code in this process, a configuration, throws what nobody catches. */
  readonly uncaught: Promise<never>;
}

/**
 * @param io with the environment as the runner made it
 * @param visible what is left of it in this process
 * @throws PerfwatchError `option-invalid` for inputs that cannot be.
 */
export function openStep(io: Io, visible: Io['env'], uncaught: Promise<never>): Step {
  const inputs = readInputs(io);
  const cwd = resolve(io.cwd, inputs.workingDirectory);
  // The runner reads both streams by turns: only within one it is known what stands between what.
  const own = { ...io, cwd, stderr: io.stdout };
  return {
    inputs,
    io: { ...own, env: { ...visible, [insideAction]: 'true' } },
    publishing: { ...own, env: { ...visible, GITHUB_TOKEN: inputs.token } },
    env: io.env,
    uncaught,
  };
}

/** A stream that also remembers the last complaint: why a command ended without a result. */
function overheard(stream: Output): { readonly stream: Output; complaint(): string } {
  let complaint = '';
  return {
    stream: {
      isTerminal: stream.isTerminal,
      columns: stream.columns,
      settled: () => stream.settled(),
      write(text) {
        for (const [, said = ''] of text.matchAll(/^(?:perfwatch|error): (.+)$/gm)) {
          complaint = said;
        }
        stream.write(text);
      },
    },
    complaint: () => complaint,
  };
}

export interface CommandEnd {
  readonly exitCode: number;
  /** The last line in which it complained; empty where it did not. */
  readonly complaint: string;
}

/**
 * Runs a command as on a command line. What it prints may hold names out of the repository; a line of
 * them that looks like a command to the runner is none.
 */
export async function runCommand(
  argv: readonly string[],
  io: Io,
  uncaught: Promise<never>,
): Promise<CommandEnd> {
  const heard = overheard(io.stderr);
  const token = io.uniqueId();
  io.stdout.write(`::stop-commands::${token}\n`);
  try {
    const exitCode = await Promise.race([main(argv, { ...io, stderr: heard.stream }), uncaught]);
    return { exitCode, complaint: heard.complaint() };
  } catch (error) {
    const complaint = `an error that nobody caught, probably in the configuration: ${problemOf(error)}`;
    return { exitCode: exitCodes.failed, complaint };
  } finally {
    io.stdout.write(`::${token}::\n`);
  }
}
