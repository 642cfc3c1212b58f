/** Who may import whom, as one table with a reason each. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const source = resolve(import.meta.dirname, '../../src');

/** Files directly in src/, each a layer of its own. */
const anyoneMayUse = ['errors.ts', 'text.ts', 'io.ts', 'packageFiles.ts', 'ciService.ts'];

interface Rule {
  readonly may: readonly string[];
  readonly because: string;
}

const rules: Record<string, Rule> = {
  model: { may: [], because: 'the shared vocabulary depends on nothing' },
  stats: { may: [], because: 'a statistic is numbers in, numbers out' },
  analysis: {
    may: ['model', 'stats', 'errors.ts'],
    because: 'decisions are pure, and need only the vocabulary, the numbers and the exit codes',
  },
  formats: {
    may: ['model', 'stats', ...anyoneMayUse],
    because: 'a format is text in, values out',
  },
  typescript: { may: anyoneMayUse, because: 'it runs inside of other people’s processes' },
  harnesses: {
    may: ['model', 'stats', 'formats', 'typescript', ...anyoneMayUse],
    because: 'a plug-in knows its harness and the vocabulary, not who calls it',
  },
  stores: { may: ['model', ...anyoneMayUse], because: 'a plug-in keeps what it is given' },
  reporters: {
    may: ['model', ...anyoneMayUse],
    because: 'a reporter renders decisions and makes none',
  },
  http: { may: anyoneMayUse, because: 'a request knows nothing of what it is for' },
  github: {
    may: ['model', 'http', ...anyoneMayUse],
    because: 'the one place that knows the toolkit',
  },
  gitlab: {
    may: ['model', 'http', ...anyoneMayUse],
    because: 'it publishes texts; what they say is not its business',
  },
  workflows: { may: ['model', ...anyoneMayUse], because: 'a template is text' },
  publishers: {
    may: ['model', 'github', ...anyoneMayUse],
    because: 'a publisher moves texts; what they say is not its business',
  },
  measure: {
    may: ['model', 'stats', 'harnesses', ...anyoneMayUse],
    because: 'it launches through the harness interface and normalizes; it decides nothing',
  },
  config: {
    may: ['model', 'harnesses', 'stores', 'reporters', 'typescript', ...anyoneMayUse],
    because: 'a configuration names plug-ins, and is checked by their schemas',
  },
  commands: {
    may: [
      'model',
      'stats',
      'analysis',
      'formats',
      'harnesses',
      'stores',
      'reporters',
      'publishers',
      'github',
      'gitlab',
      'workflows',
      'measure',
      'config',
      ...anyoneMayUse,
    ],
    because: 'only commands see everything, and only the two entries import commands',
  },
  action: {
    may: ['model', 'commands', 'github', 'reporters', 'stores', 'cli.ts', ...anyoneMayUse],
    because: 'it runs commands and shows their report where GitHub shows something',
  },
  'action.ts': { may: ['action', ...anyoneMayUse], because: 'it hands over to the action' },
  'cli.ts': { may: ['commands', ...anyoneMayUse], because: 'it hands over to the commands' },
  api: {
    may: ['model', 'analysis', 'stores', 'reporters', ...anyoneMayUse],
    because: 'a program may read, decide and render; it measures and publishes by the command line',
  },
  'index.ts': {
    may: ['config', 'api', 'harnesses', 'reporters', 'errors.ts'],
    because: 'the public surface is what a configuration needs, and what programs may do',
  },
  'errors.ts': { may: [], because: 'everybody may import it' },
  'text.ts': { may: [], because: 'everybody may import it' },
  'io.ts': { may: [], because: 'everybody may import it' },
  'packageFiles.ts': { may: [], because: 'everybody may import it' },
  'ciService.ts': { may: [], because: 'everybody may import it' },
};

interface Import {
  readonly from: string;
  readonly to: string;
}

const importPattern = /(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g;

function sourceFiles(): string[] {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.replaceAll('\\', '/'));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(source, file), 'utf8');
  return [...text.matchAll(importPattern)].map((match) => ({
    from: file,
    to: relative(source, resolve(source, dirname(file), match[1] ?? '')).replaceAll('\\', '/'),
  }));
}

const layerOf = (file: string) => file.split('/')[0] ?? '';
const files = sourceFiles();
const imports = files.flatMap(importsOf).filter(({ to }) => !to.startsWith('..'));

describe('layers', () => {
  it('are all in the table', () => {
    expect(new Set(files.map(layerOf))).toEqual(new Set(Object.keys(rules)));
  });

  it.each(Object.entries(rules))('%s imports only what it may', (layer, { may, because }) => {
    const forbidden = imports
      .filter(({ from, to }) => layerOf(from) === layer && layerOf(to) !== layer)
      .filter(({ to }) => !may.includes(layerOf(to)))
      .map(({ from, to }) => `${from} imports ${to}, but ${because}`);
    expect(forbidden).toEqual([]);
  });

  it('keep plug-ins of one kind apart', () => {
    const plugIn = (file: string) => file.split('/')[1]?.replace(/\.ts$/, '') ?? '';
    const shared = new Set([
      'cargo',
      'harness',
      'files',
      'nodePackage',
      'commandLine',
      'formatReading',
      'otherSide',
      'ownMetrics',
      'processText',
      'sourceReading',
    ]);
    const crossing = imports
      .filter(({ from, to }) => layerOf(from) === 'harnesses' && layerOf(to) === 'harnesses')
      .filter(({ from, to }) => plugIn(from) !== 'index' && plugIn(from) !== plugIn(to))
      .filter(({ to }) => !shared.has(plugIn(to)))
      .map(({ from, to }) => `${from} imports ${to}`);
    expect(crossing).toEqual([]);
  });

  it('have no circular imports', () => {
    const next = new Map(files.map((file) => [file, new Set<string>()]));
    for (const { from, to } of imports) next.get(from)?.add(to);
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]) => {
      if (path.includes(file)) {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
        return;
      }
      if (done.has(file)) return;
      for (const other of next.get(file) ?? []) visit(other, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });
});

/** The code without what stands in quotes, which only talks about code. */
const withoutTexts = (code: string) => code.replaceAll(/'[^'\n]*'|`[^`]*`/g, '');

describe('the sources', () => {
  const ambient =
    /\bprocess\.(env|argv|cwd|stdout|stderr|exit)\b|\bDate\.now\(|new Date\(\)|Math\.random\(/;
  /** Programs of their own, which run in the suites' processes. */
  const ownProcess = [
    'io.ts',
    'harnesses/tinybench/runner.ts',
    'harnesses/vitest/launcher.ts',
    'harnesses/command/timeCommand.ts',
  ];

  it('reach ambient state only through io.ts', () => {
    const offenders = files
      .filter((file) => !ownProcess.includes(file))
      .filter((file) => ambient.test(withoutTexts(readFileSync(join(source, file), 'utf8'))));
    expect(offenders).toEqual([]);
  });
});
