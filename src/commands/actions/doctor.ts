/** What `perfwatch doctor` does. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../config/repository.ts';
import { selectSuites } from '../../config/suites.ts';
import { exitCodes, PerfwatchError } from '../../errors.ts';
import type { Harness, Preparation, Tools } from '../../harnesses/harness.ts';
import { harnesses } from '../../harnesses/index.ts';
import type { Io } from '../../io.ts';
import { type Git, gitIn } from '../../measure/base/git.ts';
import { describeEnvironment } from '../../measure/environment.ts';
import { noiseFindings, readMachineFacts } from '../../measure/machineNoise.ts';
import { prepareSuite, type RunnableSuite } from '../../measure/prepare.ts';
import { suiteTools } from '../../measure/suiteTools.ts';
import { formatValue } from '../../reporters/format.ts';
import { printable, printableLines } from '../../text.ts';
import type { CommandContext } from '../options.ts';
import { interruptExitCode } from './interrupt.ts';
import { pairedFindings } from './pairedFindings.ts';
import { openSession } from './session.ts';

export interface DoctorOptions {
  readonly config?: string;
  /** False with --no-color. */
  readonly color: boolean;
}

const mark = { good: '✓', bad: '✗', note: '!' } as const;

async function toolLines(tools: Tools): Promise<string[]> {
  const checks = Object.values<Harness>(harnesses).flatMap(({ toolChecks }) => toolChecks);
  const once = [...new Map(checks.map((check) => [check.tool, check])).values()];
  return Promise.all(
    once.map(async ({ tool, argv, install }) => {
      const [program, ...rest] = argv;
      const found = await tools.findProgram(program);
      const outcome = found ? await tools.run([found, ...rest]) : null;
      // Java puts its version in quotes, and calls the first of a release just "21".
      const version = /\d+(?:\.\d+)+[^\s"]*|(?<= version ")\d+/.exec(
        outcome?.stdout || (outcome?.stderr ?? ''),
      )?.[0];
      return version
        ? `  ${mark.good} ${tool} ${printable(version)}`
        : `  ${mark.bad} ${tool} not found. To mend this: ${install}`;
    }),
  );
}

function suiteLine(name: string, preparation: Preparation): string {
  if (preparation.state === 'missing') {
    return `  ${mark.bad} ${name}: ${printable(preparation.what)} not found. To mend this: ${printable(preparation.install)}`;
  }
  if (preparation.state === 'failed') {
    const lines = printableLines(preparation.message, { maxLines: 20, maxWidth: 200 });
    return `  ${mark.bad} ${name}: ${lines.join('\n      ')}`;
  }
  const { harness, toolchain, notices } = preparation.suite;
  const versions = Object.entries(toolchain).map(([tool, version]) => `${tool} ${version}`);
  const ready = `  ${mark.good} ${name}: ${[`${harness.name} ${harness.version}`, ...versions].map(printable).join(', ')}`;
  return [ready, ...notices.map((notice) => `      ${printable(notice)}`)].join('\n');
}

interface Configured {
  readonly suites: readonly RunnableSuite[];
  readonly folder: string;
  /** What paired runs compare with. */
  readonly against?: string | undefined;
}

/** What the configuration says; without one there is nothing to check, which is no failure. */
async function configured(io: Io, file: string | undefined): Promise<Configured> {
  try {
    const { configuration, folder } = await openSession(io, file);
    const suites = await selectSuites(configuration, folder, { names: null, launches: null });
    const { against } = configuration;
    return { suites, folder: await repositoryRoot(folder), against };
  } catch (error) {
    if (error instanceof PerfwatchError && error.code === 'configuration-missing') {
      return { suites: [], folder: io.cwd };
    }
    throw error;
  }
}

async function machineLines(io: Io): Promise<string[]> {
  const { machine, memoryBytes, loadAverage } = await describeEnvironment(io);
  const findings = noiseFindings(await readMachineFacts(machine.cpuCount, loadAverage));
  const title = `  ${machine.cpuModel}, ${machine.cpuCount} CPUs, ${formatValue(memoryBytes, 'B')}, ${machine.os}`;
  return findings.length === 0
    ? [title, `  ${mark.good} nothing found that makes measurements noisy`]
    : [title, ...findings.map(({ fact, advice }) => `  ${mark.note} ${fact} ${advice}`)];
}

async function pairedLines(git: Git, against: string | undefined, io: Io): Promise<string[]> {
  const findings = await pairedFindings(git, against, io);
  return findings.map(({ isGood, text }) => `  ${isGood ? mark.good : mark.note} ${text}`);
}

/** Exits with 3 when a configured suite could not be launched. */
export async function executeDoctor(
  { config }: DoctorOptions,
  { io }: CommandContext,
): Promise<number> {
  const { suites, folder, against } = await configured(io, config);
  const logFolder = await mkdtemp(join(tmpdir(), 'perfwatch-doctor-'));
  const interrupt = io.listenForInterrupt();
  const optionsOf = (suite: string) => ({
    repositoryFolder: folder,
    logFolder: join(logFolder, suite),
    interrupt: interrupt.signal,
    io,
  });
  try {
    io.stdout.write(`Machine\n${(await machineLines(io)).join('\n')}\n\nSide by side\n`);
    const gitContext = { env: io.env, io, logFolder: join(logFolder, '_git') };
    const git = gitIn(folder, { ...gitContext, interrupt: interrupt.signal });
    io.stdout.write(`${(await pairedLines(git, against, io)).join('\n')}\n\nToolchains\n`);
    const anywhere = suiteTools({
      suite: { name: '_toolchains', folder, env: {}, prepareTimeoutSeconds: 60 },
      ...optionsOf('_toolchains'),
    });
    io.stdout.write(`${(await toolLines(anywhere)).join('\n')}\n\nSuites\n`);
    if (suites.length === 0) {
      io.stdout.write(`  ${mark.note} no configuration here; write one with npx perfwatch init\n`);
    }
    let ready = true;
    for (const { suite, harness } of suites) {
      if (interrupt.signal.aborted) break;
      if (io.stderr.isTerminal) io.stderr.write(`  ${suite.name}: building…`);
      const preparation = await prepareSuite({ suite, harness }, optionsOf(suite.name));
      if (io.stderr.isTerminal) io.stderr.write('\r\u001B[K');
      io.stdout.write(`${suiteLine(suite.name, preparation)}\n`);
      ready &&= preparation.state === 'ready';
    }
    return interruptExitCode(interrupt.signal) ?? (ready ? exitCodes.ok : exitCodes.failed);
  } finally {
    interrupt.stop();
    await rm(logFolder, { recursive: true, force: true });
  }
}
