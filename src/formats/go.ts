/** The text of `go test -bench`, and of everything else that writes Go's benchmark format. */
import type { Fact, Format, Results } from './format.ts';
import { type Block, type Collected, collectBenchfmt } from './go/collect.ts';
import type { Entry } from './go/entry.ts';
import { type Named, namedEntries } from './go/identity.ts';
import { measuredBy } from './go/measured.ts';
import { isTestEvent, textOrEvents } from './go/testJson.ts';
import { type UnitMetrics, unitMetrics } from './go/units.ts';

const facts: ReadonlyMap<string, Fact> = new Map([
  ['goos', 'os'],
  ['goarch', 'architecture'],
  ['cpu', 'cpu'],
  ['toolchain', 'runtime'],
  ['commit', 'commit'],
]);

function readFacts(blocks: readonly Block[], results: Results): void {
  for (const labels of new Set(blocks.map((block) => block.labels))) {
    for (const [key, fact] of facts) results.fact(fact, labels[key] ?? '');
  }
}

/** Go prints no GOMAXPROCS of 1; other tools print none at all, and tell no system either. */
function readProcessors(named: readonly Named[], results: Results): void {
  const told = new Set<number>();
  for (const { name, processors } of named) {
    if (processors === null || (processors === 1 && !name.labels?.goos)) continue;
    told.add(processors);
  }
  const [only] = told;
  // Several of them are parameters of the benchmarks.
  if (only !== undefined && told.size === 1) results.fact('gomaxprocs', String(only));
}

/** A function fails with its sub-benchmarks, and says nothing then: it is no benchmark itself. */
const isOnlyParent = ({ lines, ending, name }: Entry, others: readonly Entry[]) =>
  lines === 0 &&
  (ending?.message ?? '') === '' &&
  others.some((other) => other.name.startsWith(`${name}/`));

function byPackage(blocks: readonly Block[]): Block[][] {
  const packages = new Map<string | null, Block[]>();
  for (const block of blocks) {
    const those = packages.get(block.package);
    if (those) those.push(block);
    else packages.set(block.package, [block]);
  }
  return [...packages.values()];
}

function hand({ blocks, units, rows }: Collected, results: Results): void {
  readFacts(blocks, results);
  results.rows(rows);
  const metrics = new Map<string, UnitMetrics>();
  const metricsOf = (unit: string) => {
    const known = metrics.get(unit) ?? unitMetrics(unit, units);
    metrics.set(unit, known);
    return known;
  };
  const measuredOf = measuredBy(metricsOf, results);
  for (const ofPackage of byPackage(blocks)) {
    const named = namedEntries(ofPackage);
    readProcessors(named, results);
    const entries = named.map(({ entry }) => entry);
    for (const { entry, name } of named) {
      results.take(name, 'repeat', measuredOf(entry));
      const { ending } = entry;
      if (!ending || isOnlyParent(entry, entries)) continue;
      if (ending.kind === 'failed') {
        results.failed(name, ending.message || 'it failed without a message');
      } else results.skipped(name, ending.message || 'it was skipped');
    }
  }
}

/** A line of results: a name, how often it ran, and at least one value with its unit. */
const resultLine =
  /^Benchmark(?:[^\s\p{Ll}]\S*)?\s+\d+\s+[-+]?[\d.,]+(?:e[-+]?\d+)?\s+[^\s\d]\S*/mu;

/** What Go prints before the first result; there may be none behind it. */
const goHeader = /^goos: \S+\r?\ngoarch: \S+\r?$/m;

export const go: Format = {
  name: 'go',
  title: 'Go testing text or events (-json), and every file in its benchmark format',
  looksFor:
    'a line like "BenchmarkName 100 12.5 ns/op", lines "goos: " and "goarch: ", or objects with "Action" and "Package"',
  testedWith: ['Go 1.21', 'Go 1.26', 'Go 1.26 JSON'],
  values: 'one a line: -count repeats',
  metrics: 'time, throughput, allocated, allocations, all of b.ReportMetric',
  launchedBy: 'go',
  detect: ({ text, jsonLines, xmlRoot }) =>
    xmlRoot === null &&
    (resultLine.test(text) || goHeader.test(text) || jsonLines.some(isTestEvent)),
  reader: {
    kind: 'lines',
    begin: (results) => {
      const reader = collectBenchfmt(results, (collected) => hand(collected, results));
      return textOrEvents(reader, results);
    },
  },
};
