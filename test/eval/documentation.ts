/**
 * `npm run docs`: puts the table and the pictures of docs/verdicts.md in step with docs/scores.json,
 * which `npm run eval -- --json docs/scores.json` writes; and the table of docs/formats.md with the
 * registry of formats.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { formats } from '../../src/formats/index.ts';
import { formatTable } from './formatTable.ts';
import { launchesPicture, roundsPicture, rulesPicture } from './pictures.ts';
import { readRecording } from './recorded.ts';
import { type Row, scoresSchema, scoreTable } from './scores.ts';

const docs = new URL('../../docs/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, docs), 'utf8');

const tableStart = '<!-- table: npm run docs -->';
const tableEnd = '<!-- end of table -->';

/** The rules as their tools apply them, and on ten launches; perfwatch's in all its forms. */
const isShown = ({ isOurs, isAsApplied, launches }: Row) =>
  isOurs || isAsApplied || launches === 10;

/** The text with another table between its marks. */
function withTable(text: string, table: string): string {
  const [before, rest = ''] = text.split(tableStart);
  const after = rest.slice(rest.indexOf(tableEnd) + tableEnd.length);
  return `${before}${tableStart}\n\n${table}\n\n${tableEnd}${after}`;
}

/** Every file of the documentation that is made, by its name, as it should be. */
export function documentation(): Record<string, string> {
  const scores = scoresSchema.parse(JSON.parse(read('scores.json')));
  return {
    'verdicts.md': withTable(read('verdicts.md'), scoreTable(scores.rows.filter(isShown))),
    'formats.md': withTable(read('formats.md'), formatTable(formats)),
    'launches.svg': launchesPicture(readRecording()),
    'rules.svg': rulesPicture(scores),
    'rounds.svg': roundsPicture(scores),
  };
}

if (process.argv[1]?.endsWith('documentation.ts')) {
  for (const [name, text] of Object.entries(documentation()))
    writeFileSync(new URL(name, docs), text);
}
