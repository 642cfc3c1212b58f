/** Gets a criterion suite ready: has its bench targets built and asks what they are. */
import { buildTargets, sourceFiles } from '../cargo/buildTargets.ts';
import { builtPrograms } from '../cargo/programs.ts';
import type { Preparation, Suite, Tools } from '../harness.ts';
import { isCriterion } from './dependency.ts';
import { launchStep, wantedPrograms } from './launch.ts';
import { type Recognised, recognise } from './program.ts';
import { readLaunch } from './read.ts';
import type { CriterionSettings } from './settings.ts';
import { criterionVersion } from './version.ts';

const cargoHarness = {
  name: 'criterion',
  isHarness: isCriterion,
  howToAdd:
    'Add criterion to [dev-dependencies] and a [[bench]] with a name and `harness = false` to Cargo.toml, and the benchmark as benches/NAME.rs.',
};

/** Prepares a suite; builds once, for all launches. */
export async function prepareCriterion(
  suite: Suite<CriterionSettings>,
  tools: Tools,
): Promise<Preparation> {
  const built = await buildTargets(suite, tools, cargoHarness);
  if (built.state !== 'built') return built;
  const recognised: Recognised[] = [];
  const notices = [...built.notices];
  for (const target of built.targets) {
    const result = await recognise(target, built.artifacts, tools);
    if (typeof result === 'string') notices.push(result);
    else recognised.push(result);
  }
  if (recognised.length === 0) {
    const sentences = [
      'No bench target is a criterion benchmark.',
      ...notices,
      cargoHarness.howToAdd,
    ];
    return { state: 'failed', message: sentences.join(' ') };
  }
  const programs = builtPrograms(recognised, built.folder).map(({ built: of, program }) => ({
    ...program,
    defaults: of.defaults,
    path: [...program.packagePath, program.target],
  }));
  const { filter } = suite.settings;
  return {
    state: 'ready',
    suite: {
      harness: { name: 'criterion', version: criterionVersion(built.artifacts) },
      toolchain: built.toolchain,
      notices: [...notices, ...built.folderNotices],
      sources: await sourceFiles(
        recognised.map(({ target }) => target),
        tools.repositoryFolder,
      ),
      steps: (request) =>
        wantedPrograms(programs, request.only).map((program) =>
          launchStep(suite, program, request),
        ),
      read: (request, outcomes) => readLaunch(programs, filter, request, outcomes),
    },
  };
}
