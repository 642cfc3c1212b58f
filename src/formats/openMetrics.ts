/** OpenMetrics and Prometheus text: gauges, counters, histograms and summaries, by their labels. */
import type { Format } from './format.ts';
import { Samples } from './openMetrics/collect.ts';
import { sampleLine } from './openMetrics/sampleLine.ts';
import { cutLine, lineByLine } from './plainText.ts';

const typeLine =
  /^# TYPE ([A-Za-z_:][\w:]*) (counter|gauge|histogram|summary|unknown|untyped|info|stateset|gaugehistogram)\s*$/;
const unitLine = /^# UNIT ([A-Za-z_:][\w:]*) (\S+)\s*$/;
const lastLine = /^# EOF\s*$/;

export const openMetrics: Format = {
  name: 'openmetrics',
  title: 'OpenMetrics and Prometheus text',
  looksFor: 'a line like "# TYPE request_seconds histogram"',
  testedWith: ['prom-client 14.2.0', 'prom-client 15.1.3', 'perfwatch'],
  values: 'one figure; of histograms the median, interpolated',
  metrics: 'time, latency-p99 and others, size, throughput, totals',
  detect: ({ text, xmlRoot }) =>
    xmlRoot === null && text.split('\n', 500).some((line) => typeLine.test(line)),
  reader: {
    kind: 'lines',
    begin(results) {
      let samples = new Samples(results);
      let hasEnded = false;
      return lineByLine(
        (text, number, isCut) => {
          const line = text.trim();
          if (line === '') return;
          if (hasEnded) {
            samples = new Samples(results);
            results.nextLaunch();
            hasEnded = false;
          }
          if (line.startsWith('#')) {
            const [, typed, type] = typeLine.exec(line) ?? [];
            const [, named, unit] = unitLine.exec(line) ?? [];
            if (typed !== undefined && type !== undefined) samples.declareType(typed, type);
            if (named !== undefined && unit !== undefined) samples.declareUnit(named, unit);
            if (lastLine.test(line)) {
              samples.end();
              hasEnded = true;
            }
            return;
          }
          // A value may be cut within its digits.
          if (isCut) {
            results.passOver(cutLine, number);
            return;
          }
          const sample = sampleLine(line);
          if (sample) samples.add(sample, number);
          else results.passOver('a line is no sample', number);
        },
        () => {
          if (!hasEnded) samples.end();
        },
      );
    },
  },
};
