/** `run --against last-good`: side by side with the commit of the last good night, if there is one. */
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { commandSuite } from '../support/project.ts';
import { pause, repository, script } from '../support/repository.ts';

const suite = { ...commandSuite({ work: script('work.sh') }), launches: undefined };
const configuration = {
  threshold: '50%',
  launches: 2,
  rounds: { minimum: 2, maximum: 3 },
  suites: { cli: suite },
};

async function night() {
  const made = await repository(configuration, { 'work.sh': pause(0.01) });
  const last = made.git('rev-parse', 'HEAD');
  made.commit({ 'work.sh': pause(0.012) });
  const measure = async () => {
    const result = await made.perfwatch(['run', '--quiet', '--against', 'last-good']);
    expect(result.exitCode).toBe(exitCodes.ok);
    return result;
  };
  return { ...made, last, measure };
}

describe('run --against last-good', () => {
  it('measures side by side with the tag’s commit', async () => {
    const { git, last, measure, report } = await night();
    git('tag', 'perfwatch-last-good', last);
    expect((await measure()).err).not.toContain('by itself');
    expect(report().base).toEqual({ title: `last-good (${last.slice(0, 7)})`, commits: [last] });
  });

  it('measures by itself on the first night, in as many launches as there are rounds', async () => {
    const made = await night();
    expect((await made.measure()).err).toBe(
      'perfwatch: measuring by itself and comparing with the baseline, since there is no tag perfwatch-last-good here, which the first good night sets.\n',
    );
    expect(made.report()).toMatchObject({ outcome: 'no-baseline', base: null });
    expect(made.run()).toMatchObject({ pairing: null, launches: 3 });
  });

  it('is compared with the stored baseline where nothing was committed since', async () => {
    const made = await night();
    await made.measure();
    await made.unchecked(['baseline', 'update']);
    made.commit({});
    made.git('tag', 'perfwatch-last-good');
    expect((await made.measure()).err).toContain('nothing was committed since the last good night');
    expect(made.report().base?.title).toBe('baseline main');
  });
});
