/** What is wrong with a configuration, key by key, in words. Pure. */
import type * as z from 'zod';

/** `suites.rust.launches`, or "the whole file" for the root. */
function keyPath(path: readonly PropertyKey[]): string {
  return path.length > 0 ? path.map(String).join('.') : 'the whole file';
}

/** Zod's words in the words of who writes a configuration. */
function inWords(message: string): string {
  const words = message
    .replace(/^Invalid input: /, '')
    .replaceAll('expected record', 'expected object');
  return words.endsWith(', received undefined') ? 'it is missing' : words;
}

type Issue = z.core.$ZodIssue;

/**
 * The issues of a suite that is neither one of perfwatch's own harnesses nor one of a module, as far as
 * the kind that was meant: the other one already fails at `harness`.
 */
function suiteIssues(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union' || issue.path.length !== 2) return [issue];
  if (issue.path[0] !== 'suites' || issue.errors.length === 0) return [issue];
  const meant =
    issue.errors.find((issues) => issues.every(({ path }) => path[0] !== 'harness')) ??
    issue.errors[0];
  return (meant ?? []).map((one) => ({ ...one, path: [...issue.path, ...one.path] }));
}

/** One phrase per problem, each beginning with the path of the bad key. */
export function configurationProblems(error: z.ZodError): string[] {
  return error.issues.flatMap(suiteIssues).flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => `${keyPath([...issue.path, key])}: there is no such key`);
    }
    if (issue.code === 'invalid_key') {
      const why = issue.issues[0]?.message ?? issue.message;
      return [`${keyPath(issue.path)}: this name cannot be used; ${why}`];
    }
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      // What each of the possible forms would have wanted says more than that none of them fits.
      const wanted = issue.errors.flatMap(([first]) => (first ? inWords(first.message) : []));
      return [`${keyPath(issue.path)}: ${[...new Set(wanted)].join(', or ')}`];
    }
    return [`${keyPath(issue.path)}: ${inWords(issue.message)}`];
  });
}
