/** Tells a report in a pull request of GitHub: of this job, or of a workflow run that measured before. */
import {
  type Artifact,
  artifactName,
  reportArtifacts,
  reportText,
} from '../../github/artifacts.ts';
import { type GitHubClient, githubClient } from '../../github/client.ts';
import type { WrittenComment } from '../../github/comments.ts';
import {
  type CommentTarget,
  type NoTarget,
  targetOfEvent,
  targetOfRun,
} from '../../github/commentTarget.ts';
import { type GitHubContext, repositoryUrlOf } from '../../github/context.ts';
import { githubProblem } from '../../github/problems.ts';
import { publishComment } from '../../github/publishComment.ts';
import type { Io } from '../../io.ts';
import type { Report } from '../../model/report.ts';
import { reporters } from '../../reporters/index.ts';
import { prose } from '../../reporters/markdownText.ts';
import { parseReport } from '../../stores/runs.ts';
import { printable } from '../../text.ts';
import type { Telling } from './telling.ts';

/** More would be no benchmark suite, and only keep this job busy. */
const maxRows = 200_000;

const outcomes: Readonly<Record<WrittenComment['state'], string>> = {
  created: 'commented',
  updated: 'updated the comment',
  absent: 'no comment, as configured',
  outdated: 'left the comment as it is, which is of a newer commit',
};

interface Publisher {
  readonly context: GitHubContext;
  readonly client: GitHubClient;
  readonly target: CommentTarget;
  readonly telling: Telling;
  readonly io: Io;
}

/** What a reader has to know when the report is not of what GitHub says was measured. */
function notesOn(report: Report | null, { pullRequest, headSha }: CommentTarget): string[] {
  const measured = report?.run.commit?.sha;
  if (!measured || measured === headSha || measured === pullRequest.mergeSha) return [];
  // A merge commit is made anew when the base moves on; so this accuses nobody.
  const shown = /^[0-9a-f]{40,64}$/.test(measured) ? measured.slice(0, 7) : 'of another name';
  return [
    `The report says it was measured at commit ${shown}, which is neither the head of this pull request nor its present merge commit.`,
  ];
}

async function tell(
  { context, client, target, telling, io }: Publisher,
  report: Report | null,
  key: string,
): Promise<void> {
  const repositoryUrl = repositoryUrlOf(context);
  const markdown =
    report &&
    reporters.markdown.render(report, { columns: 80, color: false, details: false, repositoryUrl });
  const { state, url } = await publishComment({
    context,
    client,
    ...target,
    key,
    markdown,
    failure: telling.failure === null ? null : prose(telling.failure),
    notes: notesOn(report, target),
    mayCreate: telling.isWorthIt(report),
  });
  io.stderr.write(`perfwatch: ${outcomes[state]}${url === null ? '' : `: ${printable(url)}`}\n`);
}

/** What one artifact of a run says. */
async function tellArtifact(
  publisher: Publisher,
  artifact: Artifact,
  runId: number,
): Promise<void> {
  const { client, telling } = publisher;
  const from = `the report in artifact ${printable(artifact.name)} of run ${runId}`;
  const text = await reportText(client, artifact);
  if (text === null) throw new Error(`${from} is missing`);
  const report = parseReport(text, from);
  if (report.comparisons.length + report.measurements.length > maxRows) {
    throw new Error(`${from} has more than ${maxRows} rows`);
  }
  const isOnly = artifact.name === artifactName;
  await tell(publisher, report, isOnly ? telling.key : `${telling.key} ${artifact.name}`);
}

/**
 * The reports of a run are of whoever opened the pull request: they are checked, and rendered here. One
 * that is no report does not stand in the way of the others.
 */
async function tellRun(publisher: Publisher, runId: number): Promise<void> {
  const { client, context, io } = publisher;
  const artifacts = await reportArtifacts(client, runId);
  if (artifacts.length === 0) {
    throw new Error(`run ${runId} left no artifact whose name begins with ${artifactName}`);
  }
  for (const artifact of artifacts) {
    await tellArtifact(publisher, artifact, runId).catch((error: unknown) => {
      io.stderr.write(`perfwatch: could not comment (${githubProblem(error, context)})\n`);
    });
  }
}

/** Publishes; whatever goes wrong is one line that says what to do and where the report lies. */
export async function commentOnGitHub(
  context: GitHubContext,
  telling: Telling,
  io: Io,
): Promise<void> {
  const { report, reportFile, runId, key } = telling;
  const elsewhere = report ? `; the report is in ${printable(reportFile)}` : '';
  if (context.token === null) {
    io.stderr.write(
      `perfwatch: no comment, since GITHUB_TOKEN is not set: give the step the one of the job (\`github.token\`)${elsewhere}\n`,
    );
    return;
  }
  const client = githubClient(context, { io });
  try {
    const target: CommentTarget | NoTarget =
      runId === null
        ? await targetOfEvent(context, client)
        : await targetOfRun(context, client, runId);
    if ('reason' in target) {
      io.stderr.write(`perfwatch: no comment, since ${printable(target.reason)}${elsewhere}\n`);
      return;
    }
    const publisher = { context, client, target, telling, io };
    if (runId === null) await tell(publisher, report, key);
    else await tellRun(publisher, runId);
  } catch (error) {
    const problem = githubProblem(error, context);
    io.stderr.write(`perfwatch: could not comment (${problem})${elsewhere}\n`);
  }
}
