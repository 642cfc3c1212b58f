import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { calibrate } from '../../src/analysis/calibration.ts';
import { calibrationText, suggestionText } from '../../src/commands/actions/calibrationText.ts';
import { configurationSchema } from '../../src/config/schema.ts';
import { exitCodes } from '../../src/errors.ts';
import { calibrationSchema } from '../../src/model/calibration.ts';
import { defaultRounds, defaultRule } from '../../src/model/rule.ts';
import { runSchema } from '../../src/model/run.ts';
import { displayWidth } from '../../src/text.ts';
import { alike, sidesOf } from '../analysis/recordings.ts';
import { commandSuite, nodeCommand, project, smallProject } from '../support/project.ts';

describe('perfwatch calibrate', () => {
  it('measures the same code on both sides, tells what it saw and keeps it for selftest', async () => {
    const here = smallProject();
    const result = await here.perfwatch(['calibrate', '--rounds', '3', '--quiet']);
    expect(result).toMatchObject({ exitCode: exitCodes.ok, err: '' });
    expect(result.out).toMatch(/^[✓~!] This machine is (quiet|usable|noisy): /);
    expect(result.out).toContain('3 rounds of identical code');
    expect(result.out).toContain('cli/work');
    const read = (file: string) =>
      runSchema.parse(JSON.parse(here.read(`.perfwatch/calibration/${file}`)));
    const [run, base] = [read('run.json'), read('base.json')];
    expect(run.pairing).toMatchObject({ side: 'candidate', with: base.id });
    expect(base.suites[0]?.launches).toHaveLength(3);
    const tested = await here.perfwatch(['selftest']);
    expect(tested.out).toContain('(3 rounds)');
  });

  it('prints the same as data, and keeps the last run as it is', async () => {
    const here = smallProject();
    await here.perfwatch(['run', '--quiet', '--launches', '1']);
    const before = here.read('.perfwatch/run.json');
    const result = await here.perfwatch(['calibrate', '--rounds', '2', '--json']);
    const calibration = calibrationSchema.parse(JSON.parse(result.out));
    expect(calibration.metrics.map(({ id }) => id)).toContain('cli/work');
    expect(calibration).toMatchObject({ rounds: 2, configuredRounds: defaultRounds });
    expect(result.err).toContain('.perfwatch/calibration');
    expect(here.read('.perfwatch/run.json')).toBe(before);
  });

  it('exits with 3 where a benchmark fails, and tells why', async () => {
    const here = project({
      suites: {
        cli: commandSuite({
          work: nodeCommand('0'),
          broken: nodeCommand('console.error("\\u001b[31mwhy"); process.exit(1)'),
        }),
      },
    });
    const result = await here.perfwatch(['calibrate', '--rounds', '2', '--quiet']);
    expect(result.exitCode).toBe(exitCodes.failed);
    expect(result.out).toContain('cli/broken');
    expect(result.out).toContain('why');
    expect(result.out).not.toContain('\u001B');
  });

  it('refuses a filter that matches nothing, a suite that is not there, and one round', async () => {
    const here = smallProject();
    for (const [options, says] of [
      [['--filter', 'nothing', '--rounds', '2'], 'nothing'],
      [['--suite', 'other'], 'other'],
      [['--rounds', '1'], 'at least 2'],
      [['--rounds', 'x'], 'whole number'],
    ] as const) {
      const result = await here.perfwatch(['calibrate', ...options]);
      expect(result.exitCode).toBe(exitCodes.usage);
      expect(result.err).toContain(says);
      expect(here.exists('.perfwatch/calibration/run.json')).toBe(false);
    }
  });

  it('is interrupted with what was measured until then', async () => {
    const here = smallProject();
    const result = await here.perfwatch(['calibrate', '--rounds', '900'], {}, (io) => {
      let launches = 0;
      io.onError((text) => {
        launches += /round/.test(text) ? 1 : 0;
        if (launches === 4) io.interrupt('SIGINT');
      });
    });
    expect(result.exitCode).toBe(130);
    expect(result.out).toContain('of identical code');
    expect(here.exists('.perfwatch/calibration/run.json')).toBe(true);
    expect(here.exists('.perfwatch/lock')).toBe(false);
  });
});

describe('the text', () => {
  const calibrationOf = (spreads: Readonly<Record<string, number>>) =>
    calibrate({
      sides: sidesOf({ rounds: 20, spreads, drift: 0.03 }),
      rule: defaultRule,
      rounds: defaultRounds,
      findings: [{ fact: 'It runs on battery.', advice: 'Plug it in before you measure.' }],
    });
  const noisy = calibrationOf({
    ...alike(4, 0.005),
    'parse "x"*': 0.03,
    middling: 0.05,
    wild: 0.5,
  });

  it('begins with the verdict and ends with what to configure', () => {
    expect(calibrationText(noisy, 80)).toMatchInlineSnapshot(`
      "✓ This machine is quiet: changes of ±3 % and more are typically found in 9
      rounds.
      20 rounds of identical code in 10 s, no false alarm.
      Noise: launches ±2.9 %, rounds ±1.0 %, 52 % common drift, autocorrelation 0.38.

      Machine
        It runs on battery. Plug it in before you measure.

                           value  launches   rounds    in 5   in 10   in 20  for ±3 %
        rust/middling     999 µs    ±4.3 %   ±6.2 %    38 %    16 %   8.5 %     ±10 %
        rust/parse "x"*   999 µs    ±4.6 %   ±4.6 %    27 %    12 %   6.3 %    ±7.5 %
        rust/wild        1.06 ms   ±48.2 %  ±76.8 %  >100 %  >100 %  >100 %   mend it
        rust/work 0       996 µs    ±2.9 %   ±0.8 %   4.1 %     3 %     3 %         7
        rust/work 1       995 µs    ±2.9 %   ±1.0 %   5.3 %     3 %     3 %         9
        rust/work 2       995 µs    ±2.8 %   ±0.6 %   3.3 %     3 %     3 %         7
        rust/work 3       994 µs    ±2.9 %   ±0.6 %   3.5 %     3 %     3 %         7

      "launches": spread between launches of the same code; "rounds": spread of the
      differences within rounds; "in 5": the smallest change that is found in nine of
      ten runs with 5 rounds. Last column: how many rounds see a change as small as
      the threshold; where more than 20 would have to, the threshold that 20 can see.

      To mend
        rust/middling
          Its rounds spread 6.2 times as far as those of the middle benchmark: let one
          iteration do more work, or take out what differs from launch to launch.
        rust/parse "x"*
          Its rounds spread 4.6 times as far as those of the middle benchmark: let one
          iteration do more work, or take out what differs from launch to launch.
        rust/wild
          Its rounds spread 77.4 times as far as those of the middle benchmark: let
          one iteration do more work, or take out what differs from launch to launch.

      To configure, if these benchmarks stay as they are:

      rounds:
        minimum: 5
        maximum: 20
      threshold: 3%
      benchmarks:
        - match: "rust/middling"
          threshold: 10%
        - match: "rust/parse \\"x\\"\\\\*"
          threshold: 7.5%
      "
    `);
  });

  it('is short where all is well', () => {
    const quiet = calibrationOf(alike(3, 0.002));
    const text = calibrationText({ ...quiet, machine: { ...quiet.machine, findings: [] } }, 80);
    expect(text).toMatchInlineSnapshot(`
      "✓ This machine is quiet: changes of ±3 % and more are typically found in 5
      rounds.
      20 rounds of identical code in 10 s, no false alarm.
      Noise: launches ±2.8 %, rounds ±0.2 %, 100 % common drift, autocorrelation 0.43.

                      value  launches  rounds  in 5  in 10  in 20  for ±3 %
        rust/work 0  995 µs    ±2.8 %  ±0.2 %   3 %    3 %    3 %         2
        rust/work 1  996 µs    ±2.8 %  ±0.3 %   3 %    3 %    3 %         2
        rust/work 2  996 µs    ±2.8 %  ±0.2 %   3 %    3 %    3 %         2

      "launches": spread between launches of the same code; "rounds": spread of the
      differences within rounds; "in 5": the smallest change that is found in nine of
      ten runs with 5 rounds. Last column: how many rounds see a change as small as
      the threshold; where more than 20 would have to, the threshold that 20 can see.

      To configure, if these benchmarks stay as they are:

      rounds:
        minimum: 5
        maximum: 5
      threshold: 3%
      "
    `);
  });

  it.each([60, 80, 120])('of hostile names fits into %i columns', (width) => {
    const hostile = calibrationOf({
      'a\u001B[31m\nb': 0.01,
      ['long '.repeat(60)]: 2,
      '\u202Eright to left': 0.01,
      ['日本語の長い名前のベンチマーク'.repeat(4)]: 0.3,
    });
    const text = calibrationText(hostile, width);
    expect(text).not.toMatch(/[\u001B\u202E]/);
    const [before = ''] = text.split('To configure');
    for (const line of before.split('\n')) {
      expect(displayWidth(line), line).toBeLessThanOrEqual(Math.max(width, 80));
    }
  });

  it('says that nothing was measured without an empty table', () => {
    const text = calibrationText({ ...noisy, metrics: [], rounds: 0 }, 80);
    expect(text).not.toMatch(/To configure|"in 5"/);
  });

  it('suggests what the configuration understands, with the same meaning', () => {
    const yaml = suggestionText(noisy.suggestion);
    const suites = { cli: { harness: 'command', commands: { a: 'true' } } };
    const read = configurationSchema.parse({ suites, ...parse(yaml) });
    const { rounds, threshold, benchmarks } = noisy.suggestion;
    expect(read).toMatchObject({ rounds, threshold, benchmarks });
    expect(benchmarks.length).toBeGreaterThan(0);
  });
});
