/** k6's event stream: one JSON object a line, with every point that it measured (`k6 run --out json=FILE`). */
import type { Format } from './format.ts';
import { collectPoints } from './k6/points.ts';
import { at, textOf } from './shape.ts';

export const k6: Format = {
  name: 'k6',
  title: 'k6 event stream (--out json)',
  looksFor: 'a JSON object a line, with "metric" and a "type" of "Point" or "Metric"',
  testedWith: ['k6 0.49.0', 'k6 1.8.1'],
  values: 'raw samples; what counters and rates come to',
  metrics: 'time, size, totals, shares, all of custom metrics',
  detect: ({ jsonLines }) =>
    jsonLines.length > 0 &&
    jsonLines.every((line) => {
      const type = at(line, 'type');
      const metric = textOf(at(line, 'metric')) ?? textOf(at(line, 'data', 'name'));
      return (
        metric !== undefined &&
        ((type === 'Point' && at(line, 'data', 'value') !== undefined) ||
          (type === 'Metric' && at(line, 'data', 'contains') !== undefined))
      );
    }),
  reader: { kind: 'lines', begin: collectPoints },
};
