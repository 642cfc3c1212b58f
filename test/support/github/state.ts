/** What the test server knows: one repository of GitHub, small enough to be looked through by a test. */

export interface User {
  readonly login: string;
  readonly type: 'User' | 'Bot';
}

export interface Comment {
  readonly id: number;
  readonly issue: number;
  readonly user: User;
  body: string;
}

export interface Issue {
  readonly number: number;
  readonly user: User;
  title: string;
  body: string;
  state: 'open' | 'closed';
  labels: readonly string[];
}

export interface Pull {
  readonly number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  headSha: string;
  /** The commit that GitHub made to see whether it merges; what jobs check out. */
  readonly mergeSha?: string;
  readonly headRef: string;
  /** As `owner/name`. */
  readonly headRepository: string;
  readonly baseRef: string;
}

export interface WorkflowRun {
  readonly id: number;
  readonly event: string;
  readonly headSha: string;
  readonly headBranch: string;
  /** As `owner/name`. */
  readonly headRepository: string;
  readonly pullRequests: readonly number[];
}

export interface Artifact {
  readonly id: number;
  readonly runId: number;
  readonly name: string;
  readonly expired: boolean;
  /** What GitHub says; a hostile zip may hold more. */
  readonly sizeBytes: number;
  readonly zip: Uint8Array;
}

export interface MadeCommit {
  readonly parent: string;
  readonly tree: string;
  readonly message: string;
}

export interface State {
  readonly owner: string;
  readonly name: string;
  readonly defaultBranch: string;
  token: string;
  /** Who the token is; one of an app, as in a job, may not ask who it is. */
  user: User;
  /** A token that may only read, as in jobs of forks. */
  isReadOnly: boolean;
  comments: Comment[];
  issues: Issue[];
  pulls: Pull[];
  runs: WorkflowRun[];
  artifacts: Artifact[];
  /** Fully qualified name (`refs/heads/main`) → SHA. */
  refs: Map<string, string>;
  /** `branch:path` → content. */
  files: Map<string, string>;
  /** Trees made through the API, by their names: what each changes of the tree that it is based on. */
  trees: Map<string, ReadonlyMap<string, string>>;
  /** Commits made through the API. */
  commits: Map<string, MadeCommit>;
}

/** The user that a job's own token is. */
export const actionsBot: User = { login: 'github-actions[bot]', type: 'Bot' };

export const testToken = 'ghs_0123456789abcdefSECRETghijklmnopqrst';

export const shaOf = (digit: string) => digit.repeat(40);

export function initialState(): State {
  return {
    owner: 'octo',
    name: 'demo',
    defaultBranch: 'main',
    token: testToken,
    user: actionsBot,
    isReadOnly: false,
    comments: [],
    issues: [],
    pulls: [],
    runs: [],
    artifacts: [],
    refs: new Map([['refs/heads/main', shaOf('a')]]),
    files: new Map(),
    trees: new Map(),
    commits: new Map(),
  };
}

let lastId = 1000;

/** A number that was not used yet; ids of GitHub grow, too. */
export function nextId(): number {
  lastId += 1;
  return lastId;
}

/** A pull request from a branch of the repository itself, unless said otherwise. */
export function pullOf(state: State, more: Partial<Pull> = {}): Pull {
  const pull: Pull = {
    number: 7,
    title: 'Faster parser',
    body: '',
    state: 'open',
    headSha: shaOf('b'),
    headRef: 'faster',
    headRepository: `${state.owner}/${state.name}`,
    baseRef: state.defaultBranch,
    ...more,
  };
  state.pulls.push(pull);
  return pull;
}
