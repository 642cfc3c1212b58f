export interface ProjectsRepository {
  /** Absolute path, with links resolved. */
  readonly folder: string;
  /** For perfwatch in this repository: what it caches is removed together with it. */
  readonly env: Readonly<Record<string, string>>;
  /** Resolves to what git prints. */
  git(...gitArguments: readonly string[]): Promise<string>;
  /** Commits the projects, with more work as by `PERFWATCH_DEMO_SLOWDOWN`, e.g. `csv=20`. */
  commit(message: string, slowdown: string | null): Promise<void>;
  remove(): void;
}

export function makeRepository(): Promise<ProjectsRepository>;
