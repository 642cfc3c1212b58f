import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { describeTrouble, keptMessage } from '../../src/measure/troubles.ts';

describe('a message', () => {
  it('of usual length is kept as it is', () => {
    const message = 'a'.repeat(4000);
    expect(keptMessage(message)).toBe(message);
  });

  it('of more keeps its beginning and its end, and says how much is left out', () => {
    const kept = keptMessage(`begin${'x'.repeat(10_000)}end`);
    expect(kept).toMatch(/^begin.*\n… 6008 characters left out …\n.*end$/s);
  });

  it('is never cut within a character', () => {
    const kept = keptMessage(`a${'😀'.repeat(5000)}`);
    expect(kept).not.toMatch(/\p{Cs}/u);
    expect(kept).toContain('\uFFFD');
  });
});

describe('a trouble', () => {
  it('of the system is told in its words', async () => {
    const error: unknown = await readFile('/nowhere/file').catch((thrown: unknown) => thrown);
    expect(describeTrouble(error)).toBe(
      "perfwatch could not go on: ENOENT: no such file or directory, open '/nowhere/file'.",
    );
  });

  it('that nobody foresaw keeps its stack', () => {
    expect(describeTrouble(new TypeError('oops'))).toMatch(/defect.*TypeError: oops\n +at /s);
    expect(describeTrouble('text')).toMatch(/defect.*\ntext$/s);
  });
});
