import { describe, expect, it } from 'vitest';
import { formats } from '../../src/formats/index.ts';
import { hasLogTimes } from '../../src/formats/logTimes.ts';
import { readText } from '../../src/formats/readText.ts';

async function* piecesOf(...pieces: readonly string[]) {
  yield* pieces;
}

const time = '2026-11-25T10:00:00.1234567Z';

describe('times before the lines of a log', () => {
  it.each([
    [`${time} a\n${time} b\n`, true],
    [`${time} a\n${time}\n\n${time.slice(0, 8)}`, true],
    ['2026-11-25T10:00:00+01:00 a\n2026-11-25T10:00:00+01:00 b', true],
    [`${time} a\nb\n`, false],
    [`${time}a\n${time}b\n`, false],
    ['', false],
  ])('are seen where each line has one: %j', (head, has) => {
    expect(hasLogTimes(head)).toBe(has);
  });

  it('are no part of what is read', async () => {
    const text = (value: number) => `${time} BenchmarkX-2 \t 100\t ${value} ns/op\r\n${time} \n`;
    const read = await readText(
      'log',
      piecesOf(`${time} goos: linux\n${text(5)}`, text(6)),
      formats,
    );
    expect(read.kind === 'read' && read.reading.passedOver).toEqual([]);
    expect(read).toMatchObject({
      kind: 'read',
      reading: {
        format: 'go',
        benchmarks: [{ path: ['X'], metrics: [{ launches: [{ samples: [5e-9, 6e-9] }] }] }],
      },
    });
  });
});
