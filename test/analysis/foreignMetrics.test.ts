/** Metrics that only their harness knows: judged like all others, if it is known which values are better. */
import { describe, expect, it } from 'vitest';
import { buildReport } from '../../src/analysis/report.ts';
import { summarizeRun } from '../../src/analysis/summarize.ts';
import { withRun } from '../../src/analysis/updatedBaseline.ts';
import type { Measurement } from '../../src/model/measurement.ts';
import type { Unit } from '../../src/model/metric.ts';
import { reportSchema } from '../../src/model/report.ts';
import { defaultRule, type Rule } from '../../src/model/rule.ts';
import type { Run } from '../../src/model/run.ts';
import { benchmark, measurement, run, suiteResult } from './runs.ts';

const steady = [1, 1.001, 0.999, 1.0005, 0.9995];
const times = (factor: number) => steady.map((value) => value * factor);

const lower = { direction: 'lower-is-better' } as const;
const higher = { direction: 'higher-is-better' } as const;

const home = (...measurements: Measurement[]): Run =>
  run([suiteResult('web', [benchmark('web', 'home', measurements)])]);

function report(candidate: Run, base: Run | null, rule: Partial<Rule> = {}) {
  const found = buildReport({
    run: candidate,
    base: base
      ? { title: 'baseline main', suites: summarizeRun(base) }
      : { noBaseReason: 'none yet' },
    rule: { ...defaultRule, ...rule },
    allowMissing: false,
  });
  // What is decided is also what a file of it may say.
  expect(reportSchema.parse(JSON.parse(JSON.stringify(found)))).toEqual(found);
  return found;
}

const told = (candidate: Run, base: Run | null, rule: Partial<Rule> = {}) => {
  const { comparisons, measurements } = report(candidate, base, rule);
  return {
    verdicts: comparisons.map(({ metric, unit, verdict }) => `${metric} ${unit} ${verdict}`),
    shown: measurements.map(({ metric, unit }) => `${metric} ${unit}`),
  };
};

describe('a metric that only its harness knows', () => {
  it('is judged by what was told of it', () => {
    const of = (factor: number) =>
      home(
        measurement(times(factor), 'speed-index', lower),
        measurement(times(factor), 'frame-rate', { ...higher, unit: '1/s' }),
      );
    expect(told(of(1.2), of(1))).toEqual({
      verdicts: ['speed-index s regressed', 'frame-rate 1/s improved'],
      shown: [],
    });
    expect(report(of(1.2), of(1)).outcome).toBe('regressed');
    expect(told(of(1), of(1)).verdicts).toEqual([
      'frame-rate 1/s unchanged',
      'speed-index s unchanged',
    ]);
  });

  it('is shown and never judged where nobody told which values are better', () => {
    const of = (factor: number) => home(measurement(steady), measurement(times(factor), 'depth'));
    const all: Partial<Rule> = { metrics: ['time', 'depth'] };
    for (const rule of [{}, all]) {
      expect(told(of(9), of(1), rule)).toEqual({
        verdicts: ['time s unchanged'],
        shown: ['depth s'],
      });
    }
    expect(told(of(1), home(measurement(steady))).verdicts).toEqual(['time s unchanged']);
    expect(told(home(measurement(steady)), of(1)).verdicts).toEqual(['time s unchanged']);
    expect(told(of(1), null)).toEqual({ verdicts: [], shown: ['time s', 'depth s'] });
    expect(report(of(1), null).measurements.map(({ direction }) => direction)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('keeps what was told where it is shown', () => {
    const candidate = home(measurement(steady, 'speed-index', lower), measurement(steady, 'time'));
    const directions = report(candidate, null).measurements.map(({ direction }) => direction);
    expect(directions).toEqual(['lower-is-better', undefined]);
  });

  it('is not judged where the rule names others', () => {
    const of = (factor: number) =>
      home(measurement(steady), measurement(times(factor), 'speed-index', lower));
    const general: Partial<Rule> = { metrics: ['time'] };
    const override: Partial<Rule> = { benchmarks: [{ match: 'web/**', metrics: ['time'] }] };
    for (const rule of [general, override]) {
      expect(told(of(1.2), of(1), rule)).toEqual({
        verdicts: ['time s unchanged'],
        shown: ['speed-index s'],
      });
    }
    expect(told(of(1.2), of(1), { metrics: ['speed-index'] })).toEqual({
      verdicts: ['speed-index s regressed'],
      shown: ['time s'],
    });
  });

  it('cannot be compared where the sides tell the opposite', () => {
    const [comparison] = report(
      home(measurement(times(1.2), 'score', higher)),
      home(measurement(steady, 'score', lower)),
    ).comparisons;
    expect(comparison).toMatchObject({ verdict: 'incomparable', direction: 'higher-is-better' });
    expect(comparison?.reason).toContain('opposite');
  });

  it('is judged where only the candidate tells', () => {
    const base = home(measurement(steady, 'score'));
    expect(told(home(measurement(times(1.2), 'score', lower)), base).verdicts).toEqual([
      'score s regressed',
    ]);
  });

  it('is another one in another unit', () => {
    const of = (unit: Unit) => home(measurement(steady, 'size', { ...lower, unit }));
    expect(told(of('B'), of('1')).verdicts).toEqual(['size 1 incomparable', 'size B added']);
    const both = (factor: number) =>
      home(
        measurement(steady, 'size', { ...lower, unit: 'B' }),
        measurement(times(factor), 'size', { ...lower, unit: '1' }),
      );
    expect(told(both(1.2), both(1)).verdicts).toEqual(['size 1 regressed', 'size B unchanged']);
  });
});

describe('zeros of a metric that only its harness knows', () => {
  const of = (values: number[], unit: Unit) =>
    home(measurement(values, 'blocking', { ...lower, unit }));
  const verdict = (base: number[], candidate: number[], unit: Unit) =>
    told(of(candidate, unit), of(base, unit)).verdicts;
  const none = [0, 0, 0, 0, 0];

  it('on both sides are no change, of times as well', () => {
    expect(verdict(none, none, 's')).toEqual(['blocking s unchanged']);
    expect(verdict(none, none, '1')).toEqual(['blocking 1 unchanged']);
  });

  it('stand for half of one only where all values are whole', () => {
    expect(verdict(none, [3, 3, 3, 3, 3], '1')).toEqual(['blocking 1 regressed']);
    expect(verdict(none, [0.4, 0.4, 0.4, 0.4, 0.4], '1')).toEqual(['blocking 1 inconclusive']);
    expect(verdict(none, steady, 's')).toEqual(['blocking s inconclusive']);
  });
});

describe('a rule that names metrics', () => {
  const candidate = home(
    measurement(steady),
    measurement(steady, 'speed-index', lower),
    measurement(steady, 'depth'),
  );
  const stale = (rule: Partial<Rule>, of = candidate) => report(of, candidate, rule).stale;

  it('is stale where nothing measures one that only a harness knows', () => {
    const [sentence, ...more] = stale({ metrics: ['time', 'memory', 'speed-indx'] });
    expect(more).toEqual([]);
    expect(sentence).toContain('"speed-indx" in `metrics`, but nothing measures that');
    expect(stale({ metrics: ['time', 'memory', 'speed-index'] })).toEqual([]);
    expect(stale({ metrics: ['speed-indx'] }, { ...candidate, filter: 'home' })).toEqual([]);
  });

  it('is stale where it is not known which values of one are better', () => {
    const benchmarks = [{ match: 'web/**', metrics: ['depth', 'time'] }];
    const [sentence, ...more] = stale({ benchmarks });
    expect(more).toEqual([]);
    expect(sentence).toContain('"depth" in `metrics`, but it is not known which of its values');
  });
});

describe('a baseline', () => {
  it('holds such metrics and what was told of them, and nothing more of the known ones', () => {
    const of = home(
      measurement(steady),
      measurement(steady, 'speed-index', lower),
      measurement(steady, 'constructor'),
    );
    const addition = { run: of, comparisons: [], depth: 5, acceptedBecause: null };
    const [entry] = withRun([], addition).entries;
    expect(entry?.benchmarks[0]?.metrics).toEqual([
      { metric: 'time', unit: 's', sampleKind: 'batch', launches: steady },
      { metric: 'speed-index', unit: 's', ...lower, sampleKind: 'batch', launches: steady },
      { metric: 'constructor', unit: 's', sampleKind: 'batch', launches: steady },
    ]);
  });

  it('starts anew where one regressed, and keeps the others', () => {
    const of = (id: string, factor: number): Run => ({
      ...home(
        measurement(times(factor), 'constructor', lower),
        measurement(steady, 'speed-index', lower),
      ),
      id,
    });
    const before = summarizeRun(of('before', 1));
    const { comparisons } = report(of('now', 1.2), of('before', 1));
    const { restarted } = withRun(before, {
      run: of('now', 1.2),
      comparisons,
      depth: 5,
      acceptedBecause: 'wanted',
    });
    expect(restarted).toEqual(['web/home constructor']);
  });
});
