/** Which program times commands on this machine? Python's can tell more than Node's. */
import type { Tools } from '../harness.ts';

export interface TimingHelper {
  /** Starts the helper; the specification is its next argument. */
  readonly argv: readonly [string, ...string[]];
  /** Part of the harness's version: what the two measure is not compared with each other. */
  readonly kind: 'wait4' | 'node';
  readonly notices: readonly string[];
}

/** Prints the interpreter's own path, which spares a version manager's detour, if it is good enough. */
const probeScript =
  'import os, sys; sys.version_info >= (3, 8) and hasattr(os, "wait4") and hasattr(os, "posix_spawn") and print(sys.executable)';

async function pythonWithWait4(tools: Tools): Promise<string | null> {
  const python = await tools.findProgram('python3');
  if (!python) return null;
  const outcome = await tools.run([python, '-I', '-S', '-c', probeScript], { timeoutSeconds: 60 });
  const executable = outcome.stdout.trim();
  return outcome.exitCode === 0 && executable !== '' ? executable : null;
}

/**
 * The Python helper where there is a Python 3.8 or newer with `wait4`, else the Node helper with a
 * notice of what is not measured.
 */
export async function findTimingHelper(tools: Tools): Promise<TimingHelper> {
  const python = await pythonWithWait4(tools);
  if (python) {
    const file = tools.helperFile('perfwatch_time_command.py');
    return { kind: 'wait4', argv: [python, '-I', '-S', file], notices: [] };
  }
  return {
    kind: 'node',
    argv: [tools.nodeExecutable, tools.helperFile('time-command.js')],
    notices: [
      tools.platform === 'win32'
        ? 'Only wall time is measured: Windows does not tell processor time and peak memory of a finished process.'
        : 'Only wall time is measured: processor time and peak memory need python3, version 3.8 or newer, on the PATH.',
    ],
  };
}
