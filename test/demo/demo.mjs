/**
 * The demonstration of the README: three real suites, a baseline, a seeded slowdown that is found,
 * and the same again without it. Sets up what the fixtures need; goes on with what is there.
 *
 *   npm run demo                    all of it; ends with 1 when something came out otherwise
 *   npm run demo -- --setup-only    only what the fixtures need
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

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

/** Runs perfwatch on the fixtures and shows what it prints. */
async function perfwatch(...commandLine) {
  const slow = process.env.PERFWATCH_DEMO_SLOWDOWN;
  console.log(
    `$ ${slow ? `PERFWATCH_DEMO_SLOWDOWN=${slow} ` : ''}npx perfwatch ${commandLine.join(' ')}`,
  );
  const { exitCode } = await execa(
    process.execPath,
    [
      join(root, 'bin/perfwatch.js'),
      ...commandLine,
      '--config',
      join(projects, 'perfwatch.config.ts'),
    ],
    { reject: false, stdio: 'inherit' },
  );
  console.log(`(exit code ${exitCode})`);
  return exitCode;
}

/** Suites that were measured, and the benchmarks that the last report calls regressed. */
function lastReport() {
  const { suites, comparisons } = JSON.parse(
    readFileSync(join(projects, '.perfwatch/report.json'), 'utf8'),
  );
  const regressed = comparisons.filter(({ verdict }) => verdict === 'regressed');
  return {
    measured: suites.filter(({ state }) => state === 'measured').map(({ suite }) => suite),
    regressed: [...new Set(regressed.map(({ id }) => id))],
  };
}

/** What came out otherwise than it should; empty when each language's "csv" was found, and no more. */
function slowdownProblems() {
  const { measured, regressed } = lastReport();
  const isSeeded = (id) => id.includes('csv');
  const missed = measured.filter(
    (suite) => !regressed.some((id) => id.startsWith(`${suite}/`) && isSeeded(id)),
  );
  const wrong = regressed.filter((id) => !isSeeded(id));
  return [
    ...missed.map((suite) => `the slowdown of ${suite} was not found`),
    ...wrong.map((id) => `${id} was called regressed and is not`),
  ];
}

async function demonstrate() {
  rmSync(join(projects, 'baselines'), { recursive: true, force: true });
  delete process.env.PERFWATCH_DEMO_SLOWDOWN;

  say('First run: there is no baseline yet');
  const first = await perfwatch('run', '--allow-missing');
  const updated = await perfwatch('baseline', 'update');

  say(`Second run: "csv" does 20 % more work in every language`);
  process.env.PERFWATCH_DEMO_SLOWDOWN = slowdown;
  const second = await perfwatch('run', '--allow-missing');

  const problems = slowdownProblems();

  say('Third run: without the extra work');
  delete process.env.PERFWATCH_DEMO_SLOWDOWN;
  const third = await perfwatch('run', '--allow-missing');

  const codes = [first, updated, second, third].join(', ');
  if (codes !== '0, 0, 1, 0') problems.push(`exit codes were ${codes} and should be 0, 0, 1, 0`);
  say(
    problems.length === 0
      ? 'Green, red with exit code 1, and green again: as it should be.'
      : `Not as it should be: ${problems.join('; ')}. Either something else kept this machine busy just now (see npx perfwatch doctor), or perfwatch has a defect.`,
  );
  return problems.length === 0 ? 0 : 1;
}

await setUpProjects();
if (!process.argv.includes('--setup-only')) process.exitCode = await demonstrate();
