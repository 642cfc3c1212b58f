import { describe, expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { main } from '../src/cli.ts';
import { exitCodes } from '../src/errors.ts';
import { fakeIo } from './support/io.ts';
import { smallProject, temporaryFolder } from './support/project.ts';

async function perfwatch(...argv: string[]) {
  const io = fakeIo({ cwd: temporaryFolder() });
  const exitCode = await main(argv, io);
  return { exitCode, out: io.out(), err: io.err() };
}

describe('wrong usage ends with 2 and one line that says what is wrong', () => {
  it.each([
    { argv: ['frobnicate'], says: "unknown command 'frobnicate'" },
    { argv: ['--frobnicate'], says: "unknown option '--frobnicate'" },
    { argv: ['run', '--frobnicate'], says: "unknown option '--frobnicate'" },
    { argv: ['run', '--suit', 'x'], says: 'Did you mean --suite?' },
    { argv: ['run', 'extra'], says: 'too many arguments' },
    { argv: ['run', '--suite'], says: 'argument missing' },
    { argv: ['run', '--launches', '0'], says: 'whole number from 1 to 1000' },
    { argv: ['run', '--launches', '2.5'], says: 'whole number from 1 to 1000' },
    { argv: ['run', '--launches', 'many'], says: 'whole number from 1 to 1000' },
    { argv: ['run', '--launches', ''], says: 'whole number from 1 to 1000' },
    { argv: ['run', '--threshold', '3'], says: 'like 3% or 0.03' },
    { argv: ['run', '--threshold', '0%'], says: 'like 3% or 0.03' },
    { argv: ['run', '--threshold', '-1%'], says: 'like 3% or 0.03' },
    { argv: ['run', '--filter', '('], says: 'regular expression' },
    { argv: ['run', '--reporter', 'carrier-pigeon'], says: 'Allowed choices are terminal' },
    { argv: ['compare'], says: "missing required argument 'sides'" },
    { argv: ['baseline', 'frobnicate'], says: "unknown command 'frobnicate'" },
    { argv: ['baseline', 'remove'], says: "missing required argument 'name'" },
    { argv: ['init', '--format', 'toml'], says: 'Allowed choices are yaml' },
  ])('$argv', async ({ argv, says }) => {
    const result = await perfwatch(...argv);
    expect(result.exitCode).toBe(exitCodes.usage);
    expect(result.out).toBe('');
    expect(result.err).toMatch(
      /^error: [^\n]+\n(\(Did you mean [^\n]+\n)?\(add --help for the options\)\n$/,
    );
    expect(result.err).toContain(says);
  });

  it('without a command, which shows the help as well', async () => {
    const result = await perfwatch();
    expect(result.exitCode).toBe(exitCodes.usage);
    expect(result.out).toBe('');
    expect(result.err).toContain('Usage: perfwatch');
  });
});

describe('help', () => {
  it.each([
    ['--help'],
    ['help'],
    ['run', '--help'],
    ['compare', '--help'],
    ['report', '--help'],
    ['init', '--help'],
    ['doctor', '--help'],
    ['formats', '--help'],
    ['baseline', '--help'],
    ['baseline', 'update', '--help'],
    ['baseline', 'list', '--help'],
    ['baseline', 'show', '--help'],
    ['baseline', 'remove', '--help'],
  ])('%s %s %s is a result, with an example', async (...argv) => {
    const result = await perfwatch(...argv);
    expect(result).toMatchObject({ exitCode: exitCodes.ok, err: '' });
    expect(result.out).toContain('Usage: perfwatch');
    expect(result.out).toContain('$ npx perfwatch');
  });

  it('names every exit code', async () => {
    const { out } = await perfwatch('--help');
    for (const code of Object.values(exitCodes))
      expect(out).toMatch(new RegExp(`^ {2}${code} {2}`, 'm'));
    expect(out).toContain('130, 143');
  });

  it.each([40, 200])('is as wide as the terminal: %d', async (columns) => {
    const io = fakeIo({ cwd: '/', columns });
    await main(['--help'], io);
    const [description] = io.out().split('\n').slice(2);
    expect(description?.length).toBeLessThanOrEqual(columns);
    expect((description?.length ?? 0) > 80).toBe(columns === 200);
  });
});

it.each(['--version', '-V'])('%s is the version of the package', async (option) => {
  expect(await perfwatch(option)).toEqual({
    exitCode: 0,
    out: `${packageJson.version}\n`,
    err: '',
  });
});

it('tells what nobody foresaw with its stack, as no regression', async () => {
  const { folder } = smallProject();
  const io = {
    ...fakeIo({ cwd: folder }),
    listenForInterrupt: () => {
      throw new TypeError('a defect');
    },
  };
  expect(await main(['run'], io)).toBe(exitCodes.failed);
  expect(io.err()).toMatch(
    /defect of perfwatch or of its configuration\. Please report it:\nTypeError: a defect\n +at /,
  );
});

it('says that results could not be written, when they could not', async () => {
  const io = fakeIo({ cwd: '/' });
  const full = { ...io.stdout, settled: async () => new Error('ENOSPC: no space left on device') };
  expect(await main(['--version'], { ...io, stdout: full })).toBe(exitCodes.failed);
  expect(io.err()).toContain('could not be written to standard output: ENOSPC');
});
