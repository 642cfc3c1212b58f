/** Links the commits that a line of Markdown names. Pure. */
import type { Report } from '../model/report.ts';
import { shortSha } from './format.ts';

/** A report can come from anywhere: whatever is no name of a commit is not put into an address. */
const shaPattern = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** The commits that may be linked, each once: the candidate's and the base's newest. */
export function namedCommits({ run, base }: Pick<Report, 'run' | 'base'>): string[] {
  const named = [run.commit?.sha, base?.commits[0]].flatMap((sha) =>
    sha !== undefined && shaPattern.test(sha) ? [sha] : [],
  );
  return [...new Set(named)];
}

/** The same line where the repository's address is not known. */
export function linkCommits(
  line: string,
  { run, base }: Pick<Report, 'run' | 'base'>,
  repositoryUrl: string | undefined,
): string {
  if (repositoryUrl === undefined) return line;
  return namedCommits({ run, base }).reduce(
    (text, sha) =>
      text.replace(
        // Not in a longer name, nor in an address that was put there just now.
        new RegExp(`(?<![\\w/\\[])${shortSha(sha)}(?!\\w)`),
        (short) => `[${short}](${repositoryUrl}/commit/${sha})`,
      ),
    line,
  );
}
