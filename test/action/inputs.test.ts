/** The inputs of the action, and what action.yml declares. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { inputVariable, optionInputs, readInputs } from '../../src/action/inputs.ts';
import { outputsOf } from '../../src/action/outputs.ts';
import { readReport } from '../reporters/readReport.ts';
import { fakeIo } from '../support/io.ts';

const actionSchema = z.object({
  runs: z.object({ using: z.literal('node24'), main: z.string() }),
  inputs: z.record(
    z.string(),
    z.object({ description: z.string(), default: z.string().optional() }),
  ),
  outputs: z.record(z.string(), z.object({ description: z.string() })),
});
const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const action = actionSchema.parse(parse(readFileSync(file('action.yml'), 'utf8')));

/** As GitHub passes them: all that are declared, empty where they have no value. */
function given(inputs: Readonly<Record<string, string>>) {
  const all = Object.entries(action.inputs).map(([name, { default: usual = '' }]) => [name, usual]);
  const env = Object.fromEntries(
    Object.entries({ ...Object.fromEntries(all), ...inputs }).map(([name, value]) => [
      inputVariable(name),
      String(value),
    ]),
  );
  return readInputs(fakeIo({ cwd: '/', env }));
}

describe('action.yml', () => {
  it('has the options of run and merge, and the action’s own inputs', () => {
    const io = fakeIo({ cwd: '/', env: {} });
    const own = [
      'command',
      'parts',
      'working-directory',
      'comment',
      'comment-key',
      'annotations',
      'artifact',
      'retention-days',
      'github-token',
    ];
    const options = [...optionInputs('run', io).keys(), ...optionInputs('merge', io).keys()];
    expect(Object.keys(action.inputs).sort()).toEqual([...new Set([...own, ...options])].sort());
  });

  it('has all outputs', () => {
    const made = Object.keys(outputsOf(readReport('mixed'), '/folder'));
    const others = ['exit-code', 'artifact', 'artifact-id'];
    expect(Object.keys(action.outputs).sort()).toEqual([...made, ...others].sort());
  });

  it('names a program that the package ships', () => {
    expect(action.runs.main).toBe('bin/action.js');
    expect(readFileSync(file('package.json'), 'utf8')).toContain('"action.yml"');
  });
});

describe('inputs', () => {
  it('are by default a run with nothing special', () => {
    expect(given({})).toMatchObject({
      argv: ['run'],
      workingDirectory: '.',
      isPart: false,
      comment: null,
      commentKey: null,
      annotations: true,
      artifact: 'perfwatch',
      retentionDays: null,
    });
  });

  it('become options, one for each line, and never others', () => {
    const { argv } = given({
      suite: 'rust\n  node  \n',
      filter: '--output=/etc',
      'time-budget': '10m',
      strict: 'true',
      quiet: 'false',
    });
    expect(argv).toEqual([
      'run',
      '--suite=rust',
      '--suite=node',
      '--filter=--output=/etc',
      '--time-budget=10m',
      '--strict',
    ]);
  });

  it('name folders for merge behind all options', () => {
    const { argv } = given({ command: 'merge', parts: 'a\n--quiet\n', strict: 'true' });
    expect(argv).toEqual(['merge', '--strict', '--', 'a', '--quiet']);
  });

  it.each([
    [{ shard: '2/5' }, 'perfwatch-shard-2', true, null],
    [{ suite: 'rust\nc++ core' }, 'perfwatch-rust-c-core', false, null],
    [{ artifact: 'none', 'comment-key': 'nightly' }, null, false, 'nightly'],
    [{ artifact: 'night', suite: 'a', shard: '1/2' }, 'night-a-shard-1', true, null],
  ])('keep jobs of a matrix apart: %j', (inputs, artifact, isPart, commentKey) => {
    expect(given(inputs)).toMatchObject({ artifact, isPart, commentKey });
  });

  it.each([
    [{ command: 'accept' }, 'The input command cannot be "accept"'],
    [{ comment: 'sometimes' }, 'always or on-change'],
    [{ 'retention-days': '1e9' }, 'Give a number of days.'],
    [{ annotations: 'yes' }, 'Give true or false.'],
    [{ parts: 'a' }, 'Give folders for `merge`, and none for `run`.'],
    [{ command: 'merge', parts: 'a', 'max-rounds': '3' }, '`perfwatch merge` has no such option'],
  ])('are refused where they cannot be: %j', (inputs, said) => {
    expect(() => given(inputs)).toThrow(said);
  });
});
