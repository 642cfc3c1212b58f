import { expect, test } from 'vitest';
import { json } from '../../src/reporters/json.ts';
import { readReport, reportNames } from './readReport.ts';

const options = { columns: 80, color: true, details: false };

test.each(reportNames)('%s is the report itself, whatever it holds', (name) => {
  const report = readReport(name);
  const text = json.render(report, options);
  expect(JSON.parse(text)).toEqual(report);
  expect(text).toContain('\n  "schema": "perfwatch/report",\n  "version": 1,\n');
});

test('characters that a terminal obeys are escaped', () => {
  const report = readReport('green');
  const noBaseReason = '\x9b31m \u202E \u{E0041} \x7f 👩‍👩‍👧 ü';
  const text = json.render({ ...report, noBaseReason }, options);
  expect(text).toContain('"\\u009b31m \\u202e \\udb40\\udc41 \\u007f 👩\\u200d👩\\u200d👧 ü"');
  expect(JSON.parse(text)).toHaveProperty('noBaseReason', noBaseReason);
});
