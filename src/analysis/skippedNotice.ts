/** Which benchmarks were not run on purpose? One sentence. Pure. */

/** At most so many are told one by one. */
const mostNames = 3;

/** Messages of a harness may be whole logs. */
const longestMessage = 80;

export interface Skipped {
  readonly id: string;
  /** Why, in the harness's words. */
  readonly message?: string | undefined;
}

function told({ id, message = '' }: Skipped): string {
  const [line = ''] = message.trim().split('\n', 1);
  if (line === '') return id;
  return `${id} (${line.length > longestMessage ? `${line.slice(0, longestMessage)}…` : line})`;
}

/** `2 benchmarks were skipped: a/x (needs a GPU), a/y.` None for none; one that several files skip counts once. Linear. */
export function skippedNotice(all: readonly Skipped[]): string[] {
  const skipped = new Map<string, Skipped>();
  for (const one of all) if (!skipped.has(one.id)) skipped.set(one.id, one);
  const count = skipped.size;
  if (count === 0) return [];
  const shown = [...skipped.values()].slice(0, mostNames).map(told).join(', ');
  const more = count > mostNames ? ` and ${count - mostNames} more` : '';
  return [
    `${count === 1 ? '1 benchmark was' : `${count} benchmarks were`} skipped: ${shown}${more}.`,
  ];
}
