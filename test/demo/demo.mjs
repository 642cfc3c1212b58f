/**
 * The demonstration of the README: three real suites in a repository of their own, a commit that
 * makes one benchmark of each slower and is found, and one that takes it back. Sets up what the
 * fixtures need; goes on with what is there.
 *
 *   npm run demo                    all of it; ends with 1 when something came out otherwise
 *   npm run demo -- --setup-only    only what the fixtures need
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { makeRepository } from './repository.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const projects = join(root, 'fixtures/projects');
const windows = process.platform === 'win32';

/** One benchmark of each language gets 20 % more work. */
const slowdown = 'csv=20';

const say = (text) => console.log(`\n\u2500\u2500 ${text}`);

async function runs(program, ...programArguments) {
  const { exitCode } = await execa(program, programArguments, { reject: false, stdio: 'ignore' });
  return exitCode === 0;
}

async function setUp(name, ...commands) {
  for (const [program, ...programArguments] of commands) {
    const result = await execa(program, programArguments, {
      cwd: join(projects, name),
      reject: false,
      all: true,
    });
    if (result.exitCode === 0) continue;
    console.log(`  ${name}: left out, since "${program} ${programArguments.join(' ')}" failed:`);
    console.log(
      String(result.all ?? result.shortMessage)
        .trim()
        .split('\n')
        .slice(-5)
        .join('\n'),
    );
    return;
  }
  console.log(`  ${name}: ready`);
}

async function setUpProjects() {
  say('Setting up the fixture projects');
  if (existsSync(join(projects, 'node/node_modules/tinybench'))) console.log('  node: ready');
  else await setUp('node', ['npm', 'ci']);

  const python = join('.venv', windows ? 'Scripts/python.exe' : 'bin/python');
  const packages = ['-m', 'pip', 'install', '--quiet', '-r', 'requirements-dev.txt'];
  const system = windows ? 'python' : 'python3';
  if (existsSync(join(projects, 'python', python))) console.log('  python: ready');
  else if (!(await runs(system, '--version'))) console.log('  python: left out, no Python here');
  else await setUp('python', [system, '-m', 'venv', '.venv'], [python, ...packages]);

  if (await runs('cargo', '--version')) console.log('  rust: ready (cargo builds it in a moment)');
  else console.log('  rust: left out, no cargo here; see https://rustup.rs');
}

/** Runs perfwatch in the repository and shows what it prints; resolves to the exit code. */
async function perfwatch(repository, ...commandLine) {
  console.log(`$ npx perfwatch ${commandLine.join(' ')}`);
  // In a log, where progress is a line each time, it would be most of what is to be read.
  const quiet = process.stderr.isTTY ? [] : ['--quiet'];
  const { exitCode } = await execa(
    process.execPath,
    [join(root, 'bin/perfwatch.js'), ...commandLine, ...quiet],
    { cwd: repository.folder, env: repository.env, reject: false, stdio: 'inherit' },
  );
  console.log(`(exit code ${exitCode})`);
  return exitCode;
}

/** Suites that were measured, and the benchmarks that the last report calls changed. */
function lastReport({ folder }) {
  const { suites, comparisons } = JSON.parse(
    readFileSync(join(folder, '.perfwatch/report.json'), 'utf8'),
  );
  const changed = comparisons.filter(({ verdict }) => /^(regressed|improved)$/.test(verdict));
  return {
    measured: suites.filter(({ state }) => state === 'measured').map(({ suite }) => suite),
    changed: [...new Set(changed.map(({ id, verdict }) => `${id} ${verdict}`))],
  };
}

/** What came out otherwise than it should; empty when each language's "csv" was found, and no more. */
function slowdownProblems({ measured, changed }) {
  const isSeeded = (change) => /csv.* regressed$/.test(change);
  const missed = measured.filter(
    (suite) => !changed.some((change) => change.startsWith(`${suite}/`) && isSeeded(change)),
  );
  return [
    ...missed.map((suite) => `the slowdown of ${suite} was not found`),
    ...falseAlarms(changed.filter((change) => !isSeeded(change))),
  ];
}

const falseAlarms = (changes) => changes.map((change) => `${change}, it says, and it has not`);

async function demonstrateIn(repository) {
  const commit = async (message, slowdown) => {
    await repository.commit(message, slowdown);
    console.log(`$ git commit --all --message "${message}"`);
  };
  const run = (against) => perfwatch(repository, 'run', '--against', against, '--allow-missing');

  say('A temporary repository: a commit, and one with 20 % more work in "csv" of every language');
  await commit('As it is', null);
  await commit('More work in csv', slowdown);
  const red = await run('HEAD~1');
  if (red > 128) return red;
  const problems = slowdownProblems(lastReport(repository));

  say('A third commit takes it back: the same as two commits before');
  await commit('As it was', null);
  const green = await run('HEAD~2');
  if (green > 128) return green;
  problems.push(...falseAlarms(lastReport(repository).changed));

  if (`${red}, ${green}` !== '1, 0') problems.push(`exit codes are ${red}, ${green}, not 1, 0`);
  say(
    problems.length === 0
      ? 'Red with exit code 1, and green without the extra work: as it should be.'
      : `Not as it should be: ${problems.join('; ')}.`,
  );
  return problems.length === 0 ? 0 : 1;
}

async function demonstrate() {
  if (!(await runs('git', '--version'))) {
    say('This needs git, which was not found.');
    return 1;
  }
  const repository = await makeRepository();
  // perfwatch gets the interrupt as well, and ends in order; then this does.
  const wait = () => undefined;
  process.on('SIGINT', wait);
  try {
    return await demonstrateIn(repository);
  } finally {
    process.off('SIGINT', wait);
    repository.remove();
  }
}

await setUpProjects();
if (!process.argv.includes('--setup-only')) process.exitCode = await demonstrate();
