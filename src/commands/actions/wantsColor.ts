/** May standard output be coloured? */
import type { Io } from '../../io.ts';

/** Colours when a person reads along, unless told otherwise (https://no-color.org, FORCE_COLOR). */
export function wantsColor(io: Io, allowed: boolean): boolean {
  if (!allowed || io.env.NO_COLOR) return false;
  if (io.env.FORCE_COLOR !== undefined) return io.env.FORCE_COLOR !== '0';
  return io.stdout.isTerminal && io.env.TERM !== 'dumb';
}
