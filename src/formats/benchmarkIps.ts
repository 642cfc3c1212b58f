/** The JSON of Ruby's benchmark-ips (`json!`): iterations per second, without samples. */
import type { Format, Results } from './format.ts';
import { type JsonDocument, jsonReader } from './jsonDocument.ts';
import { rate } from './metrics.ts';
import { numberOf, objectsOf, textOf } from './shape.ts';

function read({ value, rows }: JsonDocument, results: Results): void {
  const seen = new Set<string>();
  for (const entry of rows(value)) {
    const name = textOf(entry.name);
    const perSecond = numberOf(entry.central_tendency) ?? numberOf(entry.ips);
    if (name === undefined || perSecond === undefined) {
      results.passOver('an entry has no "name" with "central_tendency"');
    } else if (seen.has(name)) {
      results.passOver('two benchmarks have the same name; the first one is read');
    } else {
      seen.add(name);
      results.series({ path: [name] }, rate, 'figure').add(perSecond);
      results.rows(1);
    }
  }
}

export const benchmarkIps: Format = {
  name: 'benchmark-ips',
  title: 'benchmark-ips JSON (Ruby)',
  looksFor: 'a list of objects with "name", "ips", "microseconds" and "cycles"',
  testedWith: ['benchmark-ips 2.7.2', 'benchmark-ips 2.14.0'],
  values: 'one figure: the mean, or the median of a bootstrap',
  metrics: 'throughput (iterations per second)',
  detect: ({ json }) =>
    objectsOf(json).some(
      ({ name, ips, microseconds, cycles }) =>
        typeof name === 'string' &&
        typeof ips === 'number' &&
        microseconds !== undefined &&
        cycles !== undefined,
    ),
  reader: jsonReader(read),
};
