/** Shows the progress of a run on standard error: one living line, or plain lines in a log. */
import type { Io } from '../../io.ts';
import type { ProgressEvent, ProgressListener } from '../../measure/progress.ts';
import { formatDuration } from '../../reporters/format.ts';

function sentence(event: Exclude<ProgressEvent, { kind: 'ended' }>): string {
  if (event.kind === 'preparing') return `${event.suite}: preparing`;
  if (event.kind === 'round') {
    const open = event.undecided === null ? '' : `, ${event.undecided} undecided`;
    const budget =
      event.secondsLeft === null ? '' : `, ${formatDuration(event.secondsLeft)} of the budget left`;
    return `${event.suite}: round ${event.round + 1} of at most ${event.maximum}${open}${budget}`;
  }
  const left =
    event.secondsLeft === null ? '' : `, about ${formatDuration(event.secondsLeft)} left`;
  return `${event.suite}: launch ${event.launch + 1} of ${event.launches}${left}`;
}

/** A listener for a terminal rewrites its line; in a log every step is a line of its own. */
export function progressLines({ stderr }: Pick<Io, 'stderr'>): ProgressListener {
  return (event) => {
    if (event.kind === 'ended') {
      if (stderr.isTerminal) stderr.write('\r\u001B[K');
      return;
    }
    const text = sentence(event);
    stderr.write(
      stderr.isTerminal
        ? `\r\u001B[K${text.slice(0, Math.max(1, stderr.columns - 1))}`
        : `${text}\n`,
    );
  };
}
