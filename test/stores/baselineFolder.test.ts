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
    launches: 3,
    launchSeconds: 1.23456789,
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
    await store.update('main', [entry('rust', 'f1')], []);
    const text = readFileSync(join(folder, 'main.json'), 'utf8');
    const lines = text.split('\n').filter((line) => line.includes('"id":"rust/'));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('"id":"rust/a"');
    expect(lines[1]).toContain('"launches":[1.23457e-7,null,2e-7]');
    const [read] = (await store.read('main'))?.entries ?? [];
    expect(read).toMatchObject({ suite: 'rust', launchSeconds: 1.23457 });
    expect(read?.benchmarks[1]?.workPerIteration).toEqual({ bytes: 100 });
  });

  it('replaces the entry of a suite and fingerprint, and keeps all others to the byte', async () => {
    const folder = temporaryFolder();
    const store = baselineFolder(folder);
    const others = [
      entry('rust', 'f2', { acceptedBecause: 'a | "reason"\nwith\u001B[31m all' }),
      entry('node', 'f1', { run: { id: 'r', startedAt: '2026-01-01T00:00:00Z', commit: null } }),
    ];
    await store.update('main', others, []);
    const blocks = (): string[] => {
      const text = readFileSync(join(folder, 'main.json'), 'utf8');
      return Array.from(text.matchAll(/^ {4}\{$.*?^ {4}\}/gms), ([block]) => block);
    };
    const before = blocks();
    expect(before).toHaveLength(2);
    await store.update('main', [entry('rust', 'f1')], []);
    expect(blocks()).toEqual(expect.arrayContaining(before));
    await store.update('main', [entry('rust', 'f1', { launchSeconds: 9 })], []);
    const changed = blocks().filter((block) => !before.includes(block));
    expect(changed).toHaveLength(1);
    expect(changed[0]).toContain('"launchSeconds": 9');
    expect((await store.read('main'))?.entries).toHaveLength(3);
  });

  it('drops the suites that it is told are gone, on every machine', async () => {
    const store = baselineFolder(temporaryFolder());
    const all = [entry('gone', 'f1'), entry('gone', 'f2'), entry('stays', 'f1')];
    await store.update('main', all, []);
    await store.update('main', [entry('new', 'f1')], ['gone']);
    const suites = (await store.read('main'))?.entries.map(({ suite }) => suite);
    expect(suites).toEqual(['new', 'stays']);
  });

  it('gives the same text whatever the order of updates', async () => {
    const [one, two] = [temporaryFolder(), temporaryFolder()];
    await baselineFolder(one).update('main', [entry('a', 'f1'), entry('b', 'f1')], []);
    await baselineFolder(two).update('main', [entry('b', 'f1')], []);
    await baselineFolder(two).update('main', [entry('a', 'f1')], []);
    await baselineFolder(two).update('main', [entry('b', 'f1')], []);
    expect(readFileSync(join(two, 'main.json'), 'utf8')).toBe(
      readFileSync(join(one, 'main.json'), 'utf8'),
    );
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
    await expect(store.update('main', [entry('a', 'f')], [])).rejects.toMatchObject({
      code: 'document-unreadable',
    });
    await expect(store.remove('main')).rejects.toMatchObject({ code: 'write-failed' });
    expect(readFileSync(file, 'utf8')).toBe('text');
  });

  it.each([
    ['damaged', '{"schema": "perfwatch/baseline", "ver', 'document-unreadable'],
    ['foreign', '{"name": "package"}', 'document-unreadable'],
    ['newer', '{"schema": "perfwatch/baseline", "version": 2}', 'document-newer'],
    ['empty', '', 'document-unreadable'],
  ])('never overwrites a baseline that is %s', async (_, text, code) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'main.json'), text);
    const store = baselineFolder(folder);
    await expect(store.read('main')).rejects.toMatchObject({ code });
    await expect(store.update('main', [entry('rust', 'f1')], [])).rejects.toMatchObject({ code });
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
      () => store.update(name, [entry('a', 'f')], []),
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
