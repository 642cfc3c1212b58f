/**
 * The registry of places where a finished report goes besides the terminal and the artifact folder.
 * A verdict never depends on publishing: a failure here is a warning.
 */
import type { Io } from '../io.ts';

export interface Publication {
  readonly markdown: string;
  readonly io: Io;
}

export interface Publisher {
  readonly title: string;
  /** Whether this run takes place where it can publish. */
  applies(io: Io): boolean;
  /** Rejects with the reason when it could not. */
  publish(publication: Publication): Promise<void>;
}

export const publishers = {
  'step-summary': {
    title: 'the job summary of GitHub Actions',
    applies: ({ env }) => Boolean(env.GITHUB_STEP_SUMMARY),
    async publish({ markdown, io }) {
      const { writeStepSummary } = await import('../github/stepSummary.ts');
      await writeStepSummary(markdown, io.env.GITHUB_STEP_SUMMARY ?? '');
    },
  },
} satisfies Record<string, Publisher>;
