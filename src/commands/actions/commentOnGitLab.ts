/** Tells a report in a merge request of GitLab. */
import { problemOf } from '../../errors.ts';
import { type PublishedNote, publishNote } from '../../gitlab/publishNote.ts';
import type { Io } from '../../io.ts';
import { reporters } from '../../reporters/index.ts';
import { prose } from '../../reporters/markdownText.ts';
import { printable } from '../../text.ts';
import type { Telling } from './telling.ts';

/** Nothing in the key can end an HTML comment. */
const markerOf = (key: string) =>
  `<!-- perfwatch key=${encodeURIComponent(key).replaceAll('-', '%2D')} -->`;

const outcomes: Readonly<Record<PublishedNote['state'], string>> = {
  created: 'wrote a note',
  updated: 'updated the note',
  absent: 'no note, as configured',
};

/** Publishes; whatever goes wrong is one line that says what to do and where the report lies. */
export async function commentOnGitLab(
  { report, failure, reportFile, key, isWorthIt }: Telling,
  io: Io,
): Promise<void> {
  const marker = markerOf(key);
  const text = report
    ? reporters.markdown.render(report, { columns: 80, color: false, details: false })
    : failure === null
      ? '⏳ **Measuring …**\n'
      : `💥 **Could not be measured.** ${prose(failure)}\n`;
  const elsewhere = report ? `; the report is in ${printable(reportFile)}` : '';
  try {
    const note = { marker, markdown: `${marker}\n${text}`, mayCreate: isWorthIt(report) };
    const { state, url } = await publishNote(note, { io });
    io.stderr.write(`perfwatch: ${outcomes[state]}${url === null ? '' : `: ${printable(url)}`}\n`);
  } catch (error) {
    io.stderr.write(`perfwatch: no note (${printable(problemOf(error))})${elsewhere}\n`);
  }
}
