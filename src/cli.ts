/** The command line: argument list and ambient state in, exit code out. */
import packageJson from '../package.json' with { type: 'json' };
import { exitCodes, PerfwatchError, perfwatchError, problemOf } from './errors.ts';
import { endWhenUncaught, type Io, keepConsoleOffStandardOutput, processIo } from './io.ts';

/** Told in one line, with what to do; only what nobody foresaw shows a stack. */
async function tell(thrown: unknown, io: Io): Promise<number> {
  if (thrown instanceof PerfwatchError) {
    // Messages quote files and names, and those are hostile.
    const { printable } = await import('./text.ts');
    io.stderr.write(`perfwatch: ${printable(thrown.message)}\n`);
    return thrown.exitCode;
  }
  io.stderr.write(defectText(thrown));
  return exitCodes.failed;
}

function defectText(thrown: unknown): string {
  const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return `perfwatch: an unexpected error, which is a defect of perfwatch or of its configuration. Please report it:\n${stack}\n`;
}

async function runCommand(argv: readonly string[], io: Io): Promise<number> {
  const [first] = argv;
  // Asked for by every tool that looks whether perfwatch is there: answered before anything loads.
  if (argv.length === 1 && (first === '--version' || first === '-V')) {
    io.stdout.write(`${packageJson.version}\n`);
    return exitCodes.ok;
  }
  const { runCommandLine } = await import('./commands/index.ts');
  return runCommandLine(argv, packageJson.version, io);
}

function ownProcess(): Io {
  keepConsoleOffStandardOutput();
  // Node would end with 1, which says that something regressed.
  endWhenUncaught(exitCodes.failed, defectText);
  return processIo();
}

/** Runs perfwatch; never rejects and never ends the process. */
export async function main(argv: readonly string[], io: Io = ownProcess()): Promise<number> {
  let exitCode: number;
  try {
    exitCode = await runCommand(argv, io);
  } catch (error) {
    exitCode = await tell(error, io);
  }
  // Whoever redirects a report to a full disk must not take what little arrived for the whole.
  const failure = await io.stdout.settled();
  await io.stderr.settled();
  return failure
    ? tell(perfwatchError('output-failed', { problem: problemOf(failure) }, failure), io)
    : exitCode;
}
