import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BaselineEntry } from '../../src/model/baseline.ts';
import { baselineFolder } from '../../src/stores/baselineFolder.ts';
import { temporaryFolder } from '../support/project.ts';

function entry(
  suite: string,
  fingerprint: string,
  more: Partial<BaselineEntry> = {},
): BaselineEntry {
  return {
    suite,
    fingerprint,
    harness: { name: 'criterion', version: '0.8.2' },
    toolchain: { rustc: '1.95.0' },
    machine: { cpuModel: 'Test CPU', cpuCount: 4, os: 'debian 12', architecture: 'x64' },
    run: {
      id: 'run-1',
      startedAt: '2026-01-01T00:00:00.000Z',
      commit: {
        sha: 'abc',
        branch: null,
        dirty: false,
        committedAt: '2026-01-01T00:00:00+02:00',
      },
    },
    location: 'faster-half',
    launches: 3,
    launchSeconds: 1.23456789,
    sources: {},
    benchmarks: [
      {
        id: `${suite}/b`,
        state: 'measured',
        workPerIteration: { bytes: 100 },
        metrics: [
          { metric: 'time', unit: 's', sampleKind: 'batch', launches: [1.23456789e-7, null, 2e-7] },
        ],
      },
      { id: `${suite}/a`, state: 'failed', message: 'why', metrics: [] },
    ],
    ...more,
  };
}

describe('a folder of baselines', () => {
  it('is empty while there is none', async () => {
    const store = baselineFolder(join(temporaryFolder(), 'baselines'));
    expect(await store.names()).toEqual([]);
    expect(await store.read('main')).toBeNull();
    expect(await store.remove('main')).toBe(false);
  });

  it('keeps a baseline in 6 significant digits, sorted, one line a benchmark', async () => {
    const folder = temporaryFolder();
    const store = baselineFolder(folder);
    await store.write('main', [entry('rust', 'f1')]);
    const text = readFileSync(join(folder, 'main.json'), 'utf8');
    const lines = text.split('\n').filter((line) => line.includes('"id":"rust/'));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('"id":"rust/a"');
    expect(lines[1]).toContain('"launches":[1.23457e-7,null,2e-7]');
    const [read] = (await store.read('main'))?.entries ?? [];
    expect(read).toMatchObject({ suite: 'rust', launchSeconds: 1.23457 });
    expect(read?.benchmarks[1]?.workPerIteration).toEqual({ bytes: 100 });
  });

  it('keeps which values of a metric that only its harness knows are better, where somebody told', async () => {
    const store = baselineFolder(temporaryFolder());
    const metrics = [
      {
        metric: 'speed-index',
        unit: 's' as const,
        direction: 'lower-is-better' as const,
        sampleKind: 'call' as const,
        launches: [1.5],
      },
      { metric: 'dom-nodes', unit: '1' as const, sampleKind: 'call' as const, launches: [100] },
    ];
    await store.write('main', [
      entry('web', 'f1', { benchmarks: [{ id: 'web/home', state: 'measured', metrics }] }),
    ]);
    const [read] = (await store.read('main'))?.entries ?? [];
    expect(read?.benchmarks[0]?.metrics).toEqual(metrics);
  });

  it('gives the same text whatever the order of entries: by suite, environment and time', async () => {
    const folder = temporaryFolder();
    const at = (id: string, startedAt: string) => ({ run: { id, startedAt, commit: null } });
    const all = [
      entry('a', 'f1', at('r1', '2026-01-01T00:00:00.000Z')),
      entry('a', 'f1', at('r2', '2026-01-02T00:00:00.000Z')),
      entry('a', 'f2', { acceptedBecause: 'a | "reason"\nwith\u001B[31m all' }),
      entry('b', 'f1'),
    ];
    const store = baselineFolder(folder);
    const textOf = async (entries: readonly BaselineEntry[]) => {
      await store.write('main', entries);
      return readFileSync(join(folder, 'main.json'), 'utf8');
    };
    const text = await textOf(all);
    expect(await textOf(all.toReversed())).toBe(text);
    const read = await store.read('main');
    expect(
      read?.entries.map(({ suite, fingerprint, run }) => [suite, fingerprint, run.id]),
    ).toEqual([
      ['a', 'f1', 'r1'],
      ['a', 'f1', 'r2'],
      ['a', 'f2', 'run-1'],
      ['b', 'f1', 'run-1'],
    ]);
    expect(await textOf(read?.entries ?? [])).toBe(text);
  });

  it('reads a file of version 1 as medians, and writes version 2', async () => {
    const folder = temporaryFolder();
    const { location: _, sources: __, ...old } = entry('rust', 'f1');
    const document = { schema: 'perfwatch/baseline', version: 1, name: 'main', entries: [old] };
    writeFileSync(join(folder, 'main.json'), JSON.stringify(document));
    const store = baselineFolder(folder);
    const entries = (await store.read('main'))?.entries ?? [];
    expect(entries.map(({ location }) => location)).toEqual(['median']);
    await store.write('main', entries);
    expect(await store.read('main')).toMatchObject({
      version: 2,
      entries: [{ location: 'median' }],
    });
  });

  it('lists what can be a baseline, and nothing else', async () => {
    const folder = temporaryFolder();
    for (const file of [
      'main.json',
      'a.json',
      'notes.md',
      '.hidden.json',
      'a b.json',
      'x.json.tmp',
    ]) {
      writeFileSync(join(folder, file), '');
    }
    expect(await baselineFolder(folder).names()).toEqual(['a', 'main']);
  });

  it('that is a file is no empty folder', async () => {
    const file = join(temporaryFolder(), 'baselines');
    writeFileSync(file, 'text');
    const store = baselineFolder(file);
    await expect(store.names()).rejects.toMatchObject({ code: 'document-unreadable' });
    await expect(store.read('main')).rejects.toMatchObject({ code: 'document-unreadable' });
    await expect(store.write('main', [entry('a', 'f')])).rejects.toMatchObject({
      code: 'document-unreadable',
    });
    await expect(store.remove('main')).rejects.toMatchObject({ code: 'write-failed' });
    expect(readFileSync(file, 'utf8')).toBe('text');
  });

  it.each([
    ['damaged', '{"schema": "perfwatch/baseline", "ver', 'document-unreadable'],
    ['foreign', '{"name": "package"}', 'document-unreadable'],
    ['newer', '{"schema": "perfwatch/baseline", "version": 3}', 'document-newer'],
    ['empty', '', 'document-unreadable'],
  ])('never overwrites a baseline that is %s', async (_, text, code) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'main.json'), text);
    const store = baselineFolder(folder);
    await expect(store.read('main')).rejects.toMatchObject({ code });
    await expect(store.write('main', [entry('rust', 'f1')])).rejects.toMatchObject({ code });
    expect(readFileSync(join(folder, 'main.json'), 'utf8')).toBe(text);
    expect(readdirSync(folder)).toEqual(['main.json']);
  });

  it.each(['../x', '..', 'a/b', '', '.git'])('refuses the name %j', async (name) => {
    const folder = join(temporaryFolder(), 'baselines');
    mkdirSync(folder);
    const store = baselineFolder(folder);
    const refused = { code: 'baseline-name-invalid' };
    expect(() => store.fileOf(name)).toThrow(expect.objectContaining(refused));
    for (const action of [
      () => store.read(name),
      () => store.remove(name),
      () => store.write(name, [entry('a', 'f')]),
    ]) {
      await expect((async () => action())()).rejects.toMatchObject(refused);
    }
    expect(readdirSync(join(folder, '..'), { recursive: true })).toEqual(['baselines']);
  });

  it('removes a baseline, also one that cannot be read', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'main.json'), 'rubbish');
    expect(await baselineFolder(folder).remove('main')).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
  });
});
