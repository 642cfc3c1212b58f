/** Steps that several workflows for GitHub Actions have in common, as lines of YAML. */
import { type Installation, scalar } from './installation.ts';
import { pinnedActions } from './pinnedActions.ts';

/** The action's input for the configuration, a line of its `with:`; empty where it needs none. */
export const configInput = ({ config }: Installation): string =>
  config === null ? '' : `          config: ${scalar(config)}\n`;

/** Where the package lies after `npm ci`: its action and its command line are of one version then. */
export const installedAction = './node_modules/perfwatch';

export interface SetUp {
  /** Why the job needs commits that a shallow clone does not hold: a comment; null where it does not. */
  readonly historyFor: string | null;
  /** Whether suites are built and launched here. */
  readonly measures: boolean;
}

/** Checks out, sets Node up and installs perfwatch. */
export function setUpSteps({ commands }: Installation, { historyFor, measures }: SetUp): string {
  const depth = historyFor === null ? '' : `          # ${historyFor}\n          fetch-depth: 0\n`;
  const suites = measures
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

/** For jobs that measure side by side. */
export const measuring: SetUp = {
  historyFor: 'The commit to compare with lies beyond what a shallow clone holds.',
  measures: true,
};
