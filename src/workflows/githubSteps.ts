/** Steps that several workflows for GitHub Actions have in common, as lines of YAML. */
import { pinnedActions } from './pinnedActions.ts';

/** How perfwatch comes into the job. */
export interface Installation {
  /** Commands, in order; `node_modules/perfwatch` is there after them. */
  readonly commands: readonly string[];
}

/** Where the package lies after `npm ci`: its action and its command line are of one version then. */
export const installedAction = './node_modules/perfwatch';

/**
 * Checks out, sets Node up and installs perfwatch.
 *
 * @param history whether commits are needed that a shallow clone does not hold.
 */
export function setUpSteps({ commands }: Installation, { history }: { history: boolean }): string {
  const depth = history
    ? `          # The commit to compare with lies beyond what a shallow clone holds.
          fetch-depth: 0
`
    : '';
  const suites = history
    ? '      # Set up what your Rust and Python suites need here, in the versions that you want.\n'
    : '';
  const install = commands.map((command) => `      - run: ${command}\n`).join('');
  return `      - uses: ${pinnedActions.checkout}
        with:
${depth}          persist-credentials: false
      - uses: ${pinnedActions.setupNode}
        with:
          node-version: 24
${suites}${install}`;
}
