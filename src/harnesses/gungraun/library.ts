/** What do gungraun and iai-callgrind, as it was called before, call their parts? */

export interface Library {
  readonly name: 'gungraun' | 'iai-callgrind';
  /** The program that a benchmark program starts, and that starts Valgrind. */
  readonly runner: string;
  /** Begins the names of its environment variables. */
  readonly variables: string;
}

export const gungraunLibrary: Library = {
  name: 'gungraun',
  runner: 'gungraun-runner',
  variables: 'GUNGRAUN',
};

export const libraries: readonly Library[] = [
  gungraunLibrary,
  { name: 'iai-callgrind', runner: 'iai-callgrind-runner', variables: 'IAI_CALLGRIND' },
];

/** Whether a dependency is one of them. */
export const isGungraun = (dependency: string): boolean =>
  libraries.some(({ name }) => name === dependency);
