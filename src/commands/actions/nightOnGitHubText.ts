/** The Markdown that a night leaves on GitHub: its issue, the comment that ends it, its pull request. Pure. */
import type { ConfirmedRegression, Night } from '../../analysis/night.ts';
import type { Comparison } from '../../model/comparison.ts';
import { cpuTitle } from '../../model/machineTitle.ts';
import type { Report } from '../../model/report.ts';
import { formatChange, formatInterval, formatNumberOf, shortSha } from '../../reporters/format.ts';
import { reporters } from '../../reporters/index.ts';
import { code, prose, unbroken } from '../../reporters/markdownText.ts';

/** Addresses for links. */
export interface NightPlaces {
  /** Without a slash at the end. */
  readonly repositoryUrl: string;
  /** The workflow run that concludes; null where it is unknown. */
  readonly runUrl: string | null;
  /** The branch that is measured. */
  readonly branch: string;
}

/** GitHub takes 65,536 characters, and the marker is to fit in as well. */
const maxBodyLength = 64_000;

const maxRows = 20;
const nameWidth = 100;

const shaPattern = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** A report can come from anywhere: what is no name of a commit is not put into an address. */
function commitLink(sha: string, { repositoryUrl }: NightPlaces): string {
  const short = code(shortSha(sha));
  return shaPattern.test(sha) ? `[${short}](${repositoryUrl}/commit/${sha})` : short;
}

const runLink = ({ runUrl }: NightPlaces, before: string) =>
  runUrl === null ? '' : `${before}[workflow run](${runUrl})`;

/** The change as a reader of a table wants it; counts may come out of nothing and have no ratio. */
function changeText({ effect }: Comparison): string {
  return effect ? unbroken(`${formatChange(effect.ratio)} ${formatInterval(effect)}`) : 'regressed';
}

function table(regressions: readonly ConfirmedRegression[]): string[] {
  const rows = regressions
    .slice(0, maxRows)
    .map(
      ({ first, second }) =>
        `| ${code(first.id, nameWidth)} | ${prose(first.metric ?? '')} | ${changeText(first)} | ${changeText(second)} |`,
    );
  const left = regressions.length - rows.length;
  return [
    '| Benchmark | Metric | First run | Second run |',
    '| --- | --- | ---: | ---: |',
    ...rows,
    '',
    ...(left > 0 ? [`And ${formatNumberOf(left, 'row', 'rows')} more.`, ''] : []),
  ];
}

export const issueTitle = (branch: string) => `perfwatch: confirmed regression on ${branch}`;

function runText(name: string, { environment, startedAt }: Report['run']): string {
  return `- ${name}: ${prose(`${cpuTitle(environment.machine)}, started ${startedAt}`)}`;
}

/** The issue's text while what regressed in both runs is there, with the report of the first run. */
export function issueBody(
  { regressions, secondRun }: Extract<Night, { state: 'confirmed' }>,
  report: Report,
  places: NightPlaces,
): string {
  const { repositoryUrl } = places;
  const count = new Set(regressions.map(({ first }) => first.id)).size;
  const [since] = report.base?.commits ?? [];
  const [before, now] = [since, report.run.commit?.sha].map((sha) =>
    sha === undefined ? null : commitLink(sha, places),
  );
  const range = before && now ? ` between ${before} and ${now}` : now ? ` at ${now}` : '';
  const top = [
    `**${formatNumberOf(count, 'benchmark', 'benchmarks')} regressed** on ${code(places.branch)}${range}, in two runs, the second on a fresh runner${runLink(places, ': ')}.`,
    '',
    'The nightly run keeps this text up to date, and closes the issue once nothing is regressed any more. If the change is meant to be, accept it in a pull request: `npx perfwatch accept --help`.',
    '',
    ...table(regressions),
    runText('First run', report.run),
    runText('Second run', secondRun),
    '',
  ].join('\n');
  const rendered = reporters.markdown.render(report, {
    columns: 80,
    color: false,
    details: false,
    repositoryUrl,
  });
  const whole = `${top}\n${rendered}`;
  return whole.length <= maxBodyLength
    ? whole
    : `${top}\nThe report is too long to be repeated here; it is in the artifact${runLink(places, ' of the ')}.\n`;
}

/** The last comment on the issue. */
export const goneText = (sha: string, places: NightPlaces): string =>
  `Nothing is regressed any more at ${commitLink(sha, places)}${runLink(places, ': ')}.\n`;

/** @param changes what was added and given up, a sentence each */
export function proposalBody(sha: string, changes: readonly string[], places: NightPlaces): string {
  return [
    `Measured at ${commitLink(sha, places)}, where nothing had regressed${runLink(places, ': ')}.`,
    '',
    ...changes.map((change) => `- ${prose(change)}`),
    '',
    'The branch is replaced by the next good night; what is committed to it is lost then.',
    '',
  ].join('\n');
}
