import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { formats } from '../../src/formats/index.ts';
import { harnesses } from '../../src/harnesses/index.ts';
import { documentation } from './documentation.ts';
import { scoresSchema } from './scores.ts';

const read = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

it.each(Object.entries(documentation()))('docs/%s is what `npm run docs` makes', (name, text) => {
  expect(read(name)).toBe(text);
});

it('the scores that the documentation shows met every figure', () => {
  const { figures } = scoresSchema.parse(JSON.parse(read('scores.json')));
  expect(figures.length).toBeGreaterThan(0);
  expect(figures.filter(({ isMet }) => !isMet)).toEqual([]);
});

it.each(['launches.svg', 'rules.svg', 'rounds.svg'])('docs/verdicts.md shows %s', (name) => {
  expect(read('verdicts.md')).toContain(`](${name})`);
});

it('docs/formats.md names every format, and the harnesses that launch them', () => {
  const table = read('formats.md');
  for (const { name, launchedBy } of formats) {
    expect(table).toContain(`| \`${name}\`: `);
    if (launchedBy !== undefined) expect(Object.keys(harnesses)).toContain(launchedBy);
  }
});
