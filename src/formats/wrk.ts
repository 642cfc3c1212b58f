/** What wrk prints of a load on a web server. */
import type { BenchmarkName, Format, Results } from './format.ts';
import { byteRate, rate, time } from './metrics.ts';
import { printedNumber } from './numbers.ts';
import { lineByLine } from './plainText.ts';
import { urlPath } from './urlPath.ts';

const header = /^Running (\S+) test @ (\S+)\s*$/;
const threads = /^\s*(\d+) threads and (\d+) connections\s*$/;
const latency = /^\s*Latency\s+(\S+)\s+\S+\s+\S+\s+\S+%\s*$/;
const percentile = /^\s*(\d+(?:\.\d+)?)%\s+(\S+)\s*$/;
const requestRate = /^Requests\/sec:\s+(\S+)\s*$/;
const transferRate = /^Transfer\/sec:\s+(\S+)\s*$/;
const otherResponses = /^\s*Non-2xx or 3xx responses:\s+(\d+)/;
const socketErrors = /^\s*Socket errors: (.+)$/;

const timeUnits: ReadonlyMap<string, (value: number) => number> = new Map([
  ['us', (value) => value / 1e6],
  ['ms', (value) => value / 1e3],
  ['s', (value) => value],
  ['m', (value) => value * 60],
  ['h', (value) => value * 3600],
]);

/** Its bytes go by 1024, its counts by 1000. */
const byteUnits = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
const countUnits = ['', 'k', 'M', 'G', 'T', 'P'];

/** `94.56KB` → the number and its unit. */
function printed(text: string): { readonly value: number; readonly unit: string } | null {
  const [, digits = '', unit = ''] = /^([\d.,]+)([A-Za-z]*)$/.exec(text) ?? [];
  const value = printedNumber(digits);
  return value === null ? null : { value, unit };
}

function seconds(text: string): number | null {
  const found = printed(text);
  const toSeconds = found && timeUnits.get(found.unit);
  return found && toSeconds ? toSeconds(found.value) : null;
}

function scaled(text: string, units: readonly string[], base: number): number | null {
  const found = printed(text);
  const power = found ? units.indexOf(found.unit) : -1;
  return found && power >= 0 ? found.value * base ** power : null;
}

/** One run of wrk, as far as it has been printed. */
interface Run {
  readonly url: string;
  params: Readonly<Record<string, string>>;
  mean: number | null;
  readonly percentiles: Map<string, number>;
  requests: number | null;
  bytes: number | null;
  others: number;
}

function hand(run: Run, results: Results, line: number): void {
  const name: BenchmarkName = { path: urlPath(run.url), params: run.params };
  results.at(line);
  if (run.requests === null) {
    results.passOver('a run of wrk has no end');
    return;
  }
  results.rows(1);
  if (run.requests === 0) {
    results.failed(name, 'no request was answered');
    return;
  }
  const add = (metric: typeof time, value: number | null) => {
    if (value !== null) results.series(name, metric, 'figure').add(value);
  };
  // Without `--latency` it prints no median.
  add(time, run.percentiles.get('50') ?? run.mean);
  for (const [rank, value] of run.percentiles) {
    if (rank !== '50') add({ ...time, name: `latency-p${rank}` }, value);
  }
  add(rate, run.requests);
  add({ ...byteRate, name: 'transfer' }, run.bytes);
  if (run.others > 0) {
    results.notice(
      `Of ${run.url}, ${run.others} responses were errors (neither 2xx nor 3xx), and are among what was timed.`,
    );
  }
}

export const wrk: Format = {
  name: 'wrk',
  title: 'wrk text',
  looksFor: 'the lines "Running … test @ …" and "Requests/sec: …"',
  testedWith: ['wrk 4.1.0', 'wrk 4.1.0 without --latency'],
  values: 'one median, or mean without --latency',
  metrics: 'time, latency-p99 and others, throughput, transfer',
  detect: ({ text }) =>
    /^Running \S+ test @ \S+\s*$/m.test(text) && /^Requests\/sec:\s+\S+\s*$/m.test(text),
  reader: {
    kind: 'lines',
    begin(results) {
      let run: Run | null = null;
      let begun = 0;
      const known = (value: number | null, number: number) => {
        if (value === null) results.passOver('a figure is not printed as wrk prints it', number);
        return value;
      };
      function close(): void {
        if (run) hand(run, results, begun);
        run = null;
      }
      function readFigure(of: Run, text: string, number: number): void {
        const [, mean] = latency.exec(text) ?? [];
        const [, rank = '', value] = percentile.exec(text) ?? [];
        const [, requests] = requestRate.exec(text) ?? [];
        const [, bytes] = transferRate.exec(text) ?? [];
        if (mean !== undefined) of.mean = known(seconds(mean), number);
        if (value !== undefined) {
          const duration = known(seconds(value), number);
          if (duration !== null) of.percentiles.set(String(Number(rank)), duration);
        }
        if (requests !== undefined) of.requests = known(scaled(requests, countUnits, 1000), number);
        if (bytes !== undefined) of.bytes = known(scaled(bytes, byteUnits, 1024), number);
      }
      return lineByLine((text, number) => {
        const [, , url] = header.exec(text) ?? [];
        if (url !== undefined) {
          close();
          // Each one is a process.
          if (begun > 0) results.nextLaunch();
          begun = number;
          run = {
            url,
            params: {},
            mean: null,
            percentiles: new Map(),
            requests: null,
            bytes: null,
            others: 0,
          };
        }
        if (!run) return;
        const [, threadCount, connections] = threads.exec(text) ?? [];
        if (threadCount && connections) run.params = { threads: threadCount, connections };
        const [, others] = otherResponses.exec(text) ?? [];
        if (others !== undefined) run.others = Number(others);
        const [, errors] = socketErrors.exec(text) ?? [];
        if (errors !== undefined) results.notice(`Of ${run.url}, sockets failed: ${errors}.`);
        readFigure(run, text, number);
      }, close);
    },
  },
};
