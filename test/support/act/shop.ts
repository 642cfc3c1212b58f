/**
 * A small project in git with this repository's package as its dependency, and what `actions/checkout`
 * makes of it. Its benchmarks only wait, so that verdicts are certain on any machine.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { commit, git } from '../../measure/base/repositories.ts';

const root = resolve(import.meta.dirname, '../../..');

/** Seconds that each benchmark waits. */
export interface Waits {
  readonly cart: number;
  readonly checkout: number;
  readonly stock: number;
}

export const usual: Waits = { cart: 0.03, checkout: 0.02, stock: 0.02 };
/** Four times as long: far beyond all that a busy machine adds. */
export const regressed: Waits = { ...usual, checkout: 0.08 };

const suite = (...names: string[]) => ({
  harness: 'command',
  runs: 1,
  warmupRuns: 0,
  commands: Object.fromEntries(names.map((name) => [name, ['/bin/sh', `${name}.sh`]])),
});

const files = {
  '.gitignore': 'node_modules\n.perfwatch\n',
  'package.json': JSON.stringify({ name: 'shop', version: '1.0.0', private: true, type: 'module' }),
  'perfwatch.config.json': JSON.stringify({
    rounds: { minimum: 5, maximum: 5 },
    threshold: '30%',
    suites: { shop: suite('cart', 'checkout'), stock: suite('stock') },
  }),
};

/** The benchmarks, and a text that makes each change one. */
const scripts = (waits: Waits) => ({
  ...Object.fromEntries(
    Object.entries(waits).map(([name, seconds]) => [`${name}.sh`, `/bin/sleep ${seconds}\n`]),
  ),
  'CHANGES.md': `Waits ${JSON.stringify(waits)}, see ${randomUUID()}.\n`,
});

export interface Shop {
  /** The repository that checkouts are made from, with the package installed. */
  readonly folder: string;
  /** The commit that `main` stands at. */
  readonly main: string;
  /** Such a change on `main`; its commit. */
  push(waits: Waits): string;
  /** Puts a tag where GitHub has it. */
  tag(name: string, sha: string): void;
  /** A pull request with such a change: its newest commit, and the merge commit that GitHub makes. */
  pullRequest(waits: Waits): { readonly headSha: string; readonly mergeSha: string };
  /** A fresh clone at this commit with no branch, as `actions/checkout` leaves it. */
  checkout(sha: string, into: string): Promise<string>;
}

/** Packs the package as it was built; the tarball's path. */
async function pack(into: string): Promise<string> {
  const argv = ['pack', '--json', '--ignore-scripts', '--pack-destination', into];
  const { stdout } = await execa('npm', argv, { cwd: root });
  return join(into, /"filename":\s*"([^"]+)"/.exec(stdout)?.[1] ?? '');
}

/** Makes the project in an empty folder; `prepare` runs before its first commit. */
export async function makeShop(
  folder: string,
  prepare: (folder: string) => Promise<void>,
): Promise<Shop> {
  mkdirSync(join(folder, 'vendor'), { recursive: true });
  for (const [name, text] of Object.entries({ ...files, ...scripts(usual) })) {
    writeFileSync(join(folder, name), text);
  }
  const tarball = await pack(join(folder, 'vendor'));
  const argv = ['install', '--save-dev', '--no-audit', '--no-fund', tarball];
  await execa('npm', argv, { cwd: folder });
  git(folder, 'init', '--quiet', '--initial-branch', 'main');
  await prepare(folder);
  const main = commit(folder, {});
  return {
    folder,
    main,
    push: (waits) => commit(folder, scripts(waits)),
    tag: (name, sha) => void git(folder, 'tag', '--force', name, sha),
    pullRequest(waits) {
      git(folder, 'checkout', '--quiet', '-b', 'proposed');
      const headSha = commit(folder, scripts(waits));
      git(folder, 'checkout', '--quiet', '--detach', 'main');
      git(folder, 'merge', '--quiet', '--no-ff', '-m', 'Merge', 'proposed');
      const mergeSha = git(folder, 'rev-parse', 'HEAD');
      git(folder, 'checkout', '--quiet', 'main');
      git(folder, 'branch', '--quiet', '-D', 'proposed');
      git(folder, 'update-ref', 'refs/pull/7/merge', mergeSha);
      return { headSha, mergeSha };
    },
    async checkout(sha, into) {
      git(folder, 'clone', '--quiet', folder, into);
      git(into, 'fetch', '--quiet', 'origin', sha);
      git(into, 'checkout', '--quiet', '--detach', sha);
      git(into, 'branch', '--quiet', '-D', 'main');
      return into;
    },
  };
}
