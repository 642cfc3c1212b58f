/** Which format is this? By content alone: names of files tell nothing. Pure. */
import type { Format, Head } from './format.ts';

export type Detected =
  | { readonly kind: 'known'; readonly format: Format }
  | { readonly kind: 'several'; readonly formats: readonly Format[] }
  | { readonly kind: 'none' };

/** Asks every format; linear in their number. */
export function detect(head: Head, formats: readonly Format[]): Detected {
  const found = formats.filter((format) => format.detect(head));
  const [format, another] = found;
  if (!format) return { kind: 'none' };
  return another ? { kind: 'several', formats: found } : { kind: 'known', format };
}
