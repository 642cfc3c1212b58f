/** What to type where Valgrind or the runner is missing. */
import type { Library } from './library.ts';

export const installValgrind = 'apt-get install valgrind (or the package manager of your system)';

/** @param version of the library; null where it is not known */
export const installRunner = ({ name, runner }: Library, version: string | null): string =>
  `cargo install ${runner} --version ${version ?? `X, where X is the version of ${name} in Cargo.lock`}`;
