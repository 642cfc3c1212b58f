/**
 * A temporary git repository of the three fixture projects, for whoever measures one commit of it
 * against another: the demonstration and the evaluation.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const projects = join(dirname(fileURLToPath(import.meta.url)), '../../fixtures/projects');

/** Results and installed packages are no sources. */
const leftOut = /[/\\](node_modules|\.venv|target|\.perfwatch|baselines|__pycache__|\.benchmarks)$/;
const ignored = ['node_modules', '.venv', 'target', '.perfwatch', '__pycache__', '.benchmarks'];

/** As `fixtures/projects/perfwatch.config.ts`, with more work for the benchmarks that are named. */
function configuration(slowdown) {
  const env = slowdown === null ? {} : { env: { PERFWATCH_DEMO_SLOWDOWN: slowdown } };
  const suites = {
    rust: { harness: 'criterion', cargoArguments: ['--locked'], warmupSeconds: 1 },
    node: { harness: 'tinybench', warmupSeconds: 1 },
    python: { harness: 'pytest-benchmark' },
  };
  return {
    suites: Object.fromEntries(
      Object.entries(suites).map(([name, suite]) => [
        name,
        { ...suite, folder: name, measurementSeconds: 2, ...env },
      ]),
    ),
  };
}

/**
 * Makes the repository, without a commit. What is installed in the fixtures is copied into it, and
 * ignored there; so run `demo.mjs --setup-only` first.
 */
export async function makeRepository() {
  // With links resolved, as git names it; the cache of perfwatch has its place beside it.
  const outer = realpathSync(mkdtempSync(join(tmpdir(), 'perfwatch-projects-')));
  const folder = join(outer, 'wordrank');
  mkdirSync(folder);
  const git = async (...gitArguments) => {
    const identity = ['-c', 'user.name=perfwatch', '-c', 'user.email=perfwatch@localhost'];
    const settings = [...identity, '-c', 'commit.gpgsign=false'];
    const { stdout } = await execa('git', [...settings, ...gitArguments], { cwd: folder });
    return stdout;
  };
  for (const name of ['rust', 'node', 'python']) {
    cpSync(join(projects, name), join(folder, name), {
      recursive: true,
      filter: (source) => !leftOut.test(source),
    });
  }
  writeFileSync(join(folder, '.gitignore'), `${ignored.join('\n')}\n`);
  for (const installed of ['node/node_modules', 'python/.venv']) {
    if (!existsSync(join(projects, installed))) continue;
    cpSync(join(projects, installed), join(folder, installed), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
  await git('init', '--quiet', '--initial-branch=main');
  return {
    folder,
    env: { PERFWATCH_CACHE: join(outer, 'cache') },
    git,
    async commit(message, slowdown) {
      const text = JSON.stringify(configuration(slowdown), null, 2);
      writeFileSync(join(folder, 'perfwatch.config.json'), `${text}\n`);
      await git('add', '--all');
      await git('commit', '--quiet', '-m', message);
    },
    remove: () => rmSync(outer, { recursive: true, force: true }),
  };
}
