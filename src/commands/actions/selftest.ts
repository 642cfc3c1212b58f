/** What `perfwatch selftest` does. */
import { looksOf } from '../../analysis/looks.ts';
import { isPassed, selfTest } from '../../analysis/selftest.ts';
import { exitCodes, perfwatchError } from '../../errors.ts';
import type { CommandContext } from '../options.ts';
import { findRecording } from './recordings.ts';
import { selfTestText } from './selftestText.ts';
import { openSession } from './session.ts';

export interface SelfTestOptions {
  readonly config?: string;
  readonly threshold?: number;
  /** As a share. */
  readonly mustDetect?: number;
  readonly details?: true;
}

/**
 * Tests the gate on what is recorded. Exits with 3 when it is blind to a change that it must detect,
 * or turns red without one.
 *
 * @throws PerfwatchError for the configuration, for files that cannot be read, and when there is
 * nothing to test with.
 */
export async function executeSelfTest(
  options: SelfTestOptions,
  { io }: CommandContext,
): Promise<number> {
  const session = await openSession(io, options.config);
  const { configuration } = session;
  const rule = {
    ...configuration,
    ...(options.threshold !== undefined && { threshold: options.threshold }),
  };
  const { recording, title } = await findRecording(session, looksOf(configuration.rounds), io);
  const result = selfTest({ recording, rule, mustDetect: options.mustDetect ?? null });
  if (result.rows.length === 0) throw perfwatchError('recording-empty', { recording: title });
  const columns = io.stdout.isTerminal ? Math.min(io.stdout.columns, 120) : 80;
  io.stdout.write(selfTestText(result, title, columns, options.details ?? false));
  return isPassed(result) ? exitCodes.ok : exitCodes.failed;
}
