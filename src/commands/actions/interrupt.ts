/** How a command that was interrupted ends. Pure. */

/** 128 + the signal's number, as shells report a program that a signal ended. */
const exitCodes = new Map([
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
]);

/** The exit code of an interrupted command; null when it was not interrupted. */
export function interruptExitCode({ aborted, reason }: AbortSignal): number | null {
  return aborted ? (exitCodes.get(String(reason)) ?? 130) : null;
}
