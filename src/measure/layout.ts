/**
 * Where the stack of a process begins depends on how large its environment is, and some programs are
 * several per cent faster or slower for it. Two sides whose folders have names of different lengths
 * would differ by that in every round, which no number of rounds averages out: identical Python code
 * came out 4.6 % faster, with an interval of ±1.2 %. So each launch gets padding of a random length,
 * which turns the difference into noise between launches.
 *
 * T. Mytkowicz, A. Diwan, M. Hauswirth and P. F. Sweeney (2009), Producing wrong data without doing
 * anything obviously wrong!, ASPLOS XIV, 265–276; its section 6 proposes this.
 */
import { createHash } from 'node:crypto';

/** A page: beyond it, layouts repeat. */
const largestPadding = 4096;

/**
 * What to add to the environment of a launch's processes: always the same for the same launch, and as
 * good as random from launch to launch.
 *
 * @param launchFolder the folder of the launch, which names its side, its suite and its number
 */
export function layoutPadding(launchFolder: string): Record<string, string> {
  const digest = createHash('sha256').update(launchFolder).digest();
  return { PERFWATCH_PADDING: '.'.repeat(digest.readUInt32BE() % largestPadding) };
}
