/** What the comment says around a report. Pure. */
import { type Marker, markerIn, markerLine, withoutMarker } from './marker.ts';

/** GitHub takes 65,536 characters; a few remain for what it counts otherwise. */
const maxBodyLength = 65_500;

/** Addresses for links. */
export interface Places {
  /** Without a slash at the end. */
  readonly repositoryUrl: string;
  /** The workflow run that measured; null where it is unknown. */
  readonly runUrl: string | null;
}

export interface CommentParts {
  readonly marker: Marker;
  /** The newest commit of the pull request now. */
  readonly currentHeadSha: string;
  readonly places: Places;
}

const shaLink = (sha: string, { repositoryUrl }: Places): string =>
  `[\`${sha.slice(0, 7)}\`](${repositoryUrl}/commit/${sha})`;

const runLink = ({ runUrl }: Places): string =>
  runUrl === null ? '' : ` · [workflow run](${runUrl})`;

/** Begins the earlier results in a comment that waits for new ones; all until the end belongs to them. */
const earlierStart = (sha: string) => `<!-- perfwatch earlier ${sha} -->`;
const earlierPattern =
  /<!-- perfwatch earlier ([0-9a-f]{40,64}) -->\r?\n([\s\S]*)\r?\n<\/details>\s*$/;

interface Earlier {
  readonly headSha: string;
  readonly markdown: string;
}

/** The last results that a comment tells, also when it waits for new ones already. */
function earlierResults(body: string, key: string): Earlier | null {
  const marker = markerIn(body, key);
  if (!marker) return null;
  const text = withoutMarker(body);
  if (marker.state === 'results') return { headSha: marker.headSha, markdown: text.trim() };
  const [, headSha, markdown] = earlierPattern.exec(text) ?? [];
  return headSha && markdown ? { headSha, markdown: markdown.trim() } : null;
}

/**
 * The comment while the results of a new push are waited for, or where they could not be had.
 *
 * @param failure why they could not be had, as Markdown; null while they are waited for
 */
export function pendingBody(
  { marker, places }: CommentParts,
  previousBody: string | null,
  failure: string | null,
): string {
  const sha = shaLink(marker.headSha, places);
  const line =
    failure === null
      ? `⏳ **Measuring** ${sha} **…**${runLink(places)}`
      : `💥 **Could not be measured**: ${sha}${runLink(places)}\n\n${failure}`;
  const top = `${markerLine(marker)}${line}\n`;
  const earlier = previousBody === null ? null : earlierResults(previousBody, marker.key);
  if (!earlier) return top;
  const folded = [
    '',
    '<details><summary>Earlier results</summary>',
    '',
    `Of ${shaLink(earlier.headSha, places)}:`,
    '',
    earlierStart(earlier.headSha),
    '',
    earlier.markdown,
    '',
    '</details>',
    '',
  ].join('\n');
  return top.length + folded.length <= maxBodyLength ? top + folded : top;
}

/**
 * The comment with a report, and what a reader has to know about it.
 *
 * @param notes sentences of Markdown that stand above the report.
 */
export function resultsBody(
  { marker, currentHeadSha, places }: CommentParts,
  report: string,
  notes: readonly string[],
): string {
  const isOld = currentHeadSha !== marker.headSha;
  const moved = `⚠️ These are results of ${shaLink(marker.headSha, places)}; the pull request has moved on to ${shaLink(currentHeadSha, places)}.`;
  const above = [...(isOld ? [moved] : []), ...notes].map((note) => `> ${note}\n\n`).join('');
  const top = `${markerLine({ ...marker, state: 'results' })}${above}`;
  if (top.length + report.length <= maxBodyLength) return top + report;
  return `${top}The report is too long for a comment; it is in the summary and the artifact of the workflow run${runLink(places)}.\n`;
}
