/** Gets a gungraun suite ready: has its bench targets built and asks for their benchmarks. */

import type { Artifact } from '../cargo/build.ts';
import { buildTargets, sourceFiles } from '../cargo/buildTargets.ts';
import { builtPrograms } from '../cargo/programs.ts';
import type { Preparation, Suite, Tools } from '../harness.ts';
import { installValgrind } from './installation.ts';
import { launchStep } from './launch.ts';
import { isGungraun, libraries } from './library.ts';
import { type Recognised, recognise, versionsOf } from './program.ts';
import { readLaunch } from './read.ts';
import type { GungraunSettings } from './settings.ts';

const cargoHarness = {
  name: 'gungraun',
  isHarness: isGungraun,
  howToAdd:
    'Add gungraun to [dev-dependencies] and a [[bench]] with a name and `harness = false` to Cargo.toml, and the benchmark as benches/NAME.rs.',
};

/** The version of gungraun that was built; of iai-callgrind with its name. */
function harnessVersion(artifacts: readonly Artifact[]): string {
  const versions = libraries.flatMap((library) =>
    versionsOf(library, artifacts).map((version) =>
      library.name === 'gungraun' ? version : `${version} of ${library.name}`,
    ),
  );
  return versions.join(' and ') || 'unknown';
}

/** The version in `valgrind-3.19.0`. */
export const valgrindVersion = (stdout: string): string =>
  /^valgrind-(\S+)/.exec(stdout.trim())?.[1] ?? 'unknown';

function noticesOf({ measurementSeconds, warmupSeconds }: Suite): readonly string[] {
  return measurementSeconds === null && warmupSeconds === null
    ? []
    : [
        '`measurementSeconds` and `warmupSeconds` have no effect: instructions are counted, and once is enough.',
      ];
}

function none(notices: readonly string[]): Preparation {
  const message = ['There is no benchmark of gungraun.', ...notices, cargoHarness.howToAdd];
  return { state: 'failed', message: message.join(' ') };
}

/** Prepares a suite; builds once, for all launches. */
export async function prepareGungraun(
  suite: Suite<GungraunSettings>,
  tools: Tools,
): Promise<Preparation> {
  const valgrind = await tools.findProgram('valgrind');
  if (valgrind === null) return { state: 'missing', what: 'valgrind', install: installValgrind };
  const told = await tools.run([valgrind, '--version'], { timeoutSeconds: 60 });
  const built = await buildTargets(suite, tools, cargoHarness);
  if (built.state !== 'built') return built;
  const recognised: Recognised[] = [];
  const notices = [...built.notices];
  for (const target of built.targets) {
    const result = await recognise(target, built.artifacts, tools);
    if (typeof result === 'string') notices.push(result);
    else if (result.state !== 'recognised') return result;
    else if (result.names.length > 0) recognised.push(result);
    else notices.push(`Bench target "${target.name}" has no benchmark.`);
  }
  if (recognised.length === 0) return none(notices);
  const programs = builtPrograms(recognised, built.folder).map(({ built: of, program }) => ({
    ...program,
    library: of.library,
    names: of.names,
    takesPatterns: of.takesPatterns,
  }));
  const { metrics } = suite.settings;
  return {
    state: 'ready',
    suite: {
      harness: { name: 'gungraun', version: harnessVersion(built.artifacts) },
      toolchain: { ...built.toolchain, valgrind: valgrindVersion(told.stdout) },
      notices: [...notices, ...built.folderNotices, ...noticesOf(suite)],
      sources: await sourceFiles(
        recognised.map(({ target }) => target),
        tools.repositoryFolder,
      ),
      steps: (request) => programs.flatMap((program) => launchStep(suite, program, request) ?? []),
      read: (request, outcomes) => readLaunch(programs, metrics, request, outcomes),
    },
  };
}
