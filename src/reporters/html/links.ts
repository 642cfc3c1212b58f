/** Addresses in the page: of commits, and of places in the sources. Only web addresses are linked. */
import type { Report } from '../../model/report.ts';
import type { SourceLine } from '../../model/sourceLine.ts';
import { shortSha } from '../format.ts';
import { namedCommits } from '../linkCommits.ts';
import { plain } from './markup.ts';

/** An address that a browser opens as a page and never runs. */
const webAddress = /^https?:\/\/[^\s"'<>]+$/;

const link = (address: string, text: string) =>
  `<a href="${plain(address)}" rel="noreferrer">${text}</a>`;

/** The same phrase, safe to show, with the commits that it names linked. */
export function linkedPhrase(
  phrase: string,
  report: Report,
  repositoryUrl: string | undefined,
): string {
  const text = plain(phrase);
  if (repositoryUrl === undefined || !webAddress.test(repositoryUrl)) return text;
  return namedCommits(report).reduce(
    (linked, sha) =>
      linked.replace(
        // Not in a longer name, nor in an address that was put there just now.
        new RegExp(`(?<![\\w/>])${shortSha(sha)}(?!\\w)`),
        (short) => link(`${repositoryUrl}/commit/${sha}`, `<code>${short}</code>`),
      ),
    text,
  );
}

/** Shows where a benchmark stands: as a link where the commit that was measured can be seen. */
export function sourceLinker(
  report: Report,
  repositoryUrl: string | undefined,
): (source: SourceLine) => string {
  const { commit } = report.run;
  const sha = commit && !commit.dirty ? commit.sha : undefined;
  const isSeen = sha !== undefined && namedCommits(report).includes(sha);
  const isWeb = repositoryUrl !== undefined && webAddress.test(repositoryUrl);
  return ({ file, line }) => {
    const text = `${plain(file)}:${line}`;
    if (!isSeen || !isWeb) return text;
    const path = file.split('/').map(encodeURIComponent).join('/');
    return link(`${repositoryUrl}/blob/${sha}/${path}#L${line}`, text);
  };
}
