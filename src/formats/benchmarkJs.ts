/** The lines that benchmark.js prints: `String(event.target)` of its `cycle` events. */
import { distinctNames } from './distinctNames.ts';
import type { BenchmarkName, Format, Results } from './format.ts';
import { time } from './metrics.ts';
import { printedNumber } from './numbers.ts';
import { cutLine, lineByLine } from './plainText.ts';

/** A name may hold ` x ` itself; the last one counts. */
const result = /^(.*\S) x (\S+) ops\/sec (?:±|\+-)\S+ \(\d+ runs? sampled\)\s*$/;
/** One that threw: its name and the error, of which benchmark.js prints nothing but what stands in it. */
const failure = /^(\S.*): $/;
const failureOrMessage = /^\S.*?: .*\S/;

/** What a line that is no result says, as far as it may concern benchmarks. */
function readOther(line: string, number: number, results: Results): void {
  const [, name] = failure.exec(line) ?? [];
  if (line.includes(' ops/sec')) {
    results.passOver('a line with "ops/sec" is not as benchmark.js prints it', number);
  } else if (name !== undefined) {
    results.rows(1);
    results.failed({ path: [name] }, 'it failed; benchmark.js printed nothing of the error');
  } else if (failureOrMessage.test(line)) {
    results.passOver(
      'a line like "name: text" is a benchmark that failed, or a message of the program',
      number,
    );
  }
}

export const benchmarkJs: Format = {
  name: 'benchmark-js',
  title: 'benchmark.js text',
  looksFor: 'a line like "name x 1,234 ops/sec ±1.23% (87 runs sampled)"',
  testedWith: ['benchmark.js 2.1.4'],
  values: 'one mean',
  metrics: 'time',
  detect: ({ text, xmlRoot }) =>
    xmlRoot === null && / x [\d,.]+ ops\/sec (?:±|\+-)\S+ \(\d+ runs? sampled\)\s*$/m.test(text),
  reader: {
    kind: 'lines',
    begin(results) {
      const isFirst = distinctNames(results);
      return lineByLine((line, number, isCut) => {
        const [, name = '', rate = ''] = result.exec(line) ?? [];
        if (name === '') {
          if (isCut && line.trim() !== '') results.passOver(cutLine, number);
          readOther(line, number, results);
          return;
        }
        const perSecond = printedNumber(rate, true);
        const benchmark: BenchmarkName = { path: [name] };
        if (perSecond === null || perSecond === 0) {
          results.passOver('a rate is no number above 0', number);
        } else if (isFirst(benchmark, number)) {
          results.rows(1);
          results.at(number);
          // It measures times; the rate that it prints is one divided by their mean.
          results.series(benchmark, time, 'figure').add(1 / perSecond);
        }
      });
    },
  },
};
