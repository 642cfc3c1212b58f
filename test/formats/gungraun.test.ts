/** gungraun's summaries: what is of this run, what is known of each version. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gungraun } from '../../src/formats/gungraun.ts';
import { headOf } from '../../src/formats/head.ts';
import { readAs, recordingsFolder } from './recordedFiles.ts';

const summary = (metrics: unknown, tool = 'Callgrind', version = '7') =>
  JSON.stringify({
    kind: 'LibraryBenchmark',
    module_path: 'sums::numbers::fold',
    profiles: [{ tool, data: { parts: [], total: { metrics, regressions: [] } } }],
    version,
  });

const countsIn = (text: string) =>
  Object.fromEntries(
    readAs(gungraun, text).benchmarks.flatMap(({ metrics }) =>
      metrics.map(({ metric, launches }) => [metric.name, launches.map(({ samples }) => samples)]),
    ),
  );

describe('gungraun', () => {
  it('reads what gungraun itself prints: 717 instructions, 927 reads and writes, 995 cycles', () => {
    const text = readFileSync(join(recordingsFolder, 'gungraun/0.20.0/old.json'), 'utf8');
    const [plain] = readAs(gungraun, text).benchmarks;
    const counts = new Map(
      plain?.metrics.map(({ metric, launches }) => [metric.name, launches[0]?.samples]),
    );
    expect(counts.get('instructions')).toEqual([717]);
    expect(counts.get('reads-and-writes')).toEqual([927]);
    expect(counts.get('estimated-cycles')).toEqual([995]);
    expect(plain?.path).toEqual(['sums', 'numbers', 'plain']);
  });

  it('takes the new one of two values, and nothing that only the earlier run has', () => {
    const text = summary({
      Ir: { values: { new: 461, old: 253 }, change: { diff_pct: '82.2', factor: '1.82' } },
      Bc: { values: { old: 7 } },
    });
    expect(countsIn(text)).toEqual({ instructions: [[461]] });
    expect(readAs(gungraun, text).passedOver).toEqual([
      {
        why: 'a counter was only counted in the run that it was compared with',
        count: 1,
        line: 1,
      },
    ]);
  });

  it('takes instructions for exact, and what a simulated cache counts not', () => {
    const text = summary({ Ir: { values: { new: 1 } }, RamHits: { values: { new: 1 } } });
    const metrics = readAs(gungraun, text).benchmarks[0]?.metrics ?? [];
    expect(metrics.map(({ metric }) => [metric.name, metric.isExact ?? false])).toEqual([
      ['instructions', true],
      ['ram-hits', false],
    ]);
  });

  it('reads clocks of perf in seconds, and its events beside those of Callgrind', () => {
    const text = summary(
      {
        'task-clock': { values: { new: { value: 12.5, unit: 'ms', n: 5 } } },
        instructions: { values: { new: { value: 9000 } } },
        power: { values: { new: { value: 3, unit: 'Joules' } } },
      },
      'Perf',
    );
    expect(countsIn(text)).toEqual({
      'perf-task-clock': [[0.0125]],
      'perf-instructions': [[9000]],
    });
    expect(readAs(gungraun, text).passedOver[0]?.why).toBe('its unit is not known: Joules');
  });

  it('takes the same benchmark again for another launch', () => {
    const one = summary({ Ir: { values: { new: 461 } } });
    expect(countsIn(`${one}\n${one}\n`)).toEqual({ instructions: [[461], [461]] });
  });

  it('does not sum up the processes of a version that tells no total', () => {
    const run = { command: 'x', events: { Ir: { new: 5 } }, regressions: [] };
    const text = JSON.stringify({
      kind: 'BinaryBenchmark',
      module_path: 'a::b',
      callgrind_summary: { summaries: [run, run] },
      tool_summaries: [],
      version: '2',
    });
    const { benchmarks, passedOver } = readAs(gungraun, text);
    expect(benchmarks).toEqual([]);
    expect(passedOver[0]?.why).toBe('a summary has no total of callgrind');
  });

  it('refuses versions that it does not know, and counts what it cannot read', () => {
    const whys = (text: string) => readAs(gungraun, text).passedOver.map(({ why }) => why);
    expect(whys(summary({}, 'Callgrind', '8'))).toEqual([
      'a summary is of version 8, and up to 7 is known',
    ]);
    expect(whys(summary({ SysTime: { values: { new: 5 } } }))).toEqual([
      'its unit is an option of Callgrind and not told: SysTime',
    ]);
    expect(whys(summary({ Ir: { values: {} } }))).toEqual(['a counter has no number']);
    expect(whys(summary({}, 'Dowser'))).toEqual(['a tool is not known: Dowser']);
    expect(whys(summary({}, 'Memcheck'))).toEqual([]);
  });

  it('is told by a summary, and by a folder that has one beside what a tool left', () => {
    expect(gungraun.detect(headOf(summary({})))).toBe(true);
    expect(gungraun.detect(headOf('{"kind":"Benchmark","module_path":"a"}'))).toBe(false);
    const { reader } = gungraun;
    const detect = (...paths: string[]) => reader.kind === 'folder' && reader.detect(paths);
    expect(detect('a/b/summary.json', 'a/b/callgrind.b.out')).toBe(true);
    expect(detect('summary.json', 'a/callgrind.b.out')).toBe(false);
  });
});
