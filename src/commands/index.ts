/**
 * The registry of commands. Here and in the files beside it is what the command line looks like;
 * what a command does lies in actions/ and is loaded only when it is called.
 */
import { Command, CommanderError } from 'commander';
import { exitCodes } from '../errors.ts';
import type { Io } from '../io.ts';
import { addAcceptCommand } from './accept.ts';
import { addBaselineCommand } from './baseline.ts';
import { addCalibrateCommand } from './calibrate.ts';
import { addCommentCommand } from './comment.ts';
import { addCompareCommand } from './compare.ts';
import { addDoctorCommand } from './doctor.ts';
import { addFormatsCommand } from './formats.ts';
import { addImportCommand } from './import.ts';
import { addInitCommand } from './init.ts';
import { addMergeCommand } from './merge.ts';
import { addNightlyCommand } from './nightly.ts';
import { examples, exitCodeHelp } from './options.ts';
import { addReportCommand } from './report.ts';
import { addRunCommand } from './run.ts';
import { addSelfTestCommand } from './selftest.ts';

/**
 * Parses and runs a command line; resolves to its exit code.
 *
 * @throws PerfwatchError from the command.
 */
export async function runCommandLine(
  argv: readonly string[],
  version: string,
  io: Io,
): Promise<number> {
  let exitCode: number = exitCodes.ok;
  const context = {
    io,
    version,
    exit(code: number) {
      exitCode = code;
    },
  };
  const program = new Command('perfwatch')
    .description(
      'Says what got slower, by how much and how sure: in several languages, on noisy machines.',
    )
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns,
      getErrHelpWidth: () => io.stderr.columns,
    })
    .showHelpAfterError('(add --help for the options)')
    .addHelpText('after', exitCodeHelp)
    .addHelpText(
      'after',
      examples(
        'npx perfwatch init               find the benchmarks here, write a configuration',
        'npx perfwatch run                measure and compare with the baseline',
        'npx perfwatch baseline update    make the last run the baseline',
      ),
    );
  addRunCommand(program, context);
  addMergeCommand(program, context);
  addCompareCommand(program, context);
  addImportCommand(program, context);
  addFormatsCommand(program, context);
  addBaselineCommand(program, context);
  addAcceptCommand(program, context);
  addReportCommand(program, context);
  addCommentCommand(program, context);
  addNightlyCommand(program, context);
  addInitCommand(program, context);
  addDoctorCommand(program, context);
  addCalibrateCommand(program, context);
  addSelfTestCommand(program, context);
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version that were asked for are no error; all else that commander refuses is wrong
    // usage, help that it shows for want of a command included.
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  }
  return exitCode;
}
