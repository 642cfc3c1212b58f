/** The hidden first line of a comment: how it is found again, and what it tells to later runs. */

export interface Marker {
  /** Tells the comments of several configurations or jobs in one pull request apart. */
  readonly key: string;
  /** The newest commit of the pull request when it was measured. */
  readonly headSha: string;
  /** The workflow run that measured; later ones have larger numbers. */
  readonly runId: number;
  /** Whether results are there, are being waited for, or could not be had. */
  readonly state: 'measuring' | 'results' | 'failed';
}

/** Half of a surrogate pair, which has no encoding. */
const brokenHalves = /\p{Cs}/gu;

/** Nothing in it can end an HTML comment. */
export const escaped = (text: string) =>
  encodeURIComponent(text.replace(brokenHalves, '\uFFFD')).replaceAll('-', '%2D');

const pattern =
  /^<!-- perfwatch key=(\S{1,2000}) head=([0-9a-f]{40,64}) run=(\d{1,15}) state=(measuring|results|failed) -->\r?\n/;

export const markerLine = ({ key, headSha, runId, state }: Marker): string =>
  `<!-- perfwatch key=${escaped(key)} head=${headSha} run=${runId} state=${state} -->\n`;

/** What the first line of a comment tells; null where it is no marker of this key. */
export function markerIn(body: string, key: string): Marker | null {
  const [, foundKey, headSha, runId, state] = pattern.exec(body) ?? [];
  if (!foundKey || !headSha || !runId || foundKey !== escaped(key)) return null;
  return {
    key,
    headSha,
    runId: Number(runId),
    state: state === 'measuring' || state === 'failed' ? state : 'results',
  };
}

/** The comment without its marker. */
export const withoutMarker = (body: string): string => body.replace(pattern, '');
