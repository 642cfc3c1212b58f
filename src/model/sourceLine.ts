/** Where in the repository does something stand? */
import * as z from 'zod';

const longestPath = 1000;

/** Also those that only turn the reading direction around; see `benchmarkId`. */
const controlCharacter = /\p{Cc}|\p{Cf}|\p{Cs}|\p{Co}|\p{Zl}|\p{Zp}/u;

const isBelow = (path: string) =>
  !path.includes('\\') &&
  !controlCharacter.test(path) &&
  path.split('/').every((name) => name !== '' && name !== '.' && name !== '..');

/** Reports come from artifacts, too, and what they name is shown and linked. */
export const sourceLineSchema = z.object({
  /** A path below the repository's folder, with `/`, as git has it. */
  file: z
    .string()
    .max(longestPath)
    .refine(isBelow, 'must be a plain path below the repository, with "/"'),
  /** From 1. */
  line: z.int().positive(),
});
export type SourceLine = z.infer<typeof sourceLineSchema>;
