/** The command line: argument list and ambient state in, exit code out. */
import packageJson from '../package.json' with { type: 'json' };
import { exitCodes, PerfwatchError } from './errors.ts';
import { type Io, processIo } from './io.ts';

/** Told in one line, with what to do; only what nobody foresaw shows a stack. */
function tell(thrown: unknown, io: Io): number {
  if (thrown instanceof PerfwatchError) {
    io.stderr.write(`perfwatch: ${thrown.message}\n`);
    return thrown.exitCode;
  }
  const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  io.stderr.write(
    `perfwatch: an unexpected error, which is a defect of perfwatch. Please report it:\n${stack}\n`,
  );
  return exitCodes.failed;
}

/** Runs perfwatch; never rejects and never ends the process. */
export async function main(argv: readonly string[], io: Io = processIo()): Promise<number> {
  const [first] = argv;
  // Asked for by every tool that looks whether perfwatch is there: answered before anything loads.
  if (argv.length === 1 && (first === '--version' || first === '-V')) {
    io.stdout.write(`${packageJson.version}\n`);
    return exitCodes.ok;
  }
  try {
    const { runCommandLine } = await import('./commands/index.ts');
    return await runCommandLine(argv, packageJson.version, io);
  } catch (error) {
    return tell(error, io);
  }
}
