/** Takes the times off a log in which each line begins with one, as those of GitHub Actions do. Pure. */

const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)(?: |\r?$)`;
const stamped = new RegExp(`^${time}`);
const allStamped = new RegExp(`^${time}`, 'gm');

/** Whether each line begins with a time. @param head the beginning of a file, cut behind a line or within it */
export function hasLogTimes(head: string): boolean {
  const lines = head.split('\n').filter((line) => line.trim() !== '');
  // The last one may be cut within its time.
  const whole = lines.length > 1 && !head.endsWith('\n') ? lines.slice(0, -1) : lines;
  return whole.length > 0 && whole.every((line) => stamped.test(line));
}

/** Whole lines without their times; others stay as they are. */
export const withoutLogTimes = (lines: string): string => lines.replace(allStamped, '');
