/**
 * Go's benchmark format, for benchstat: what this run measured, a line for each launch where launches are
 * known. See https://go.dev/design/14313-benchmark-format.
 */
import type { Machine } from '../model/environment.ts';
import { partsOfId } from '../model/idParts.ts';
import { type LaunchValues, measuredKey } from '../model/launchValues.ts';
import { unknown } from '../model/machineTitle.ts';
import type { Report, ReportSuite } from '../model/report.ts';
import { benchmarkFormatText, type ResultBlock } from './benchmarkFormatText.ts';
import { type FormatUnits, formatUnits } from './benchmarkFormatUnits.ts';
import { benchmarkNames, type NamedBenchmark, type WrittenName } from './benchmarkNames.ts';
import { byBenchmark, type MeasuredValue, measuredValues } from './measuredValues.ts';
import type { Reporter } from './reporter.ts';

/** By the number of the launch, or the one typical value. */
function valuesOf(measured: MeasuredValue, launches: LaunchValues | undefined): number[] {
  const known = launches?.candidate.get(measuredKey(measured)) ?? [];
  return known.length > 0 ? known.map(({ value }) => value) : [measured.value];
}

/** How many iterations a value stands for is not told, so it is one. */
function resultLines(
  name: string,
  values: readonly MeasuredValue[],
  launches: LaunchValues | undefined,
  { unitOf }: FormatUnits,
): string[] {
  const columns = values.map((value) => ({
    unit: unitOf(value),
    numbers: valuesOf(value, launches),
  }));
  const count = columns.reduce((most, { numbers }) => Math.max(most, numbers.length), 0);
  return Array.from({ length: count }, (_, index) => {
    const pairs = columns.flatMap(({ unit, numbers }) => {
      const number = numbers[index];
      return number === undefined ? [] : [`${number} ${unit}`];
    });
    return [name, '1', ...pairs].join(' ');
  });
}

/** Go prints parameters in the order of its loops. */
function ordered(
  params: NamedBenchmark['params'],
  order: readonly string[],
): NamedBenchmark['params'] {
  const places = new Map(order.map((name, place) => [name, place]));
  const placeOf = ([name]: readonly [string, string]) => places.get(name) ?? places.size;
  return params.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** What is known of the suites of a report, and of its machine. */
class Suites {
  readonly #run: Report['run'];
  readonly #suites: ReadonlyMap<string, ReportSuite>;

  constructor({ run, suites }: Report) {
    this.#run = run;
    this.#suites = new Map(suites.map((one) => [one.suite, one]));
  }

  /** Whether its results were read from the text of Go's benchmarks. */
  isOfGo(suite: string): boolean {
    return this.#run.imported === true && this.#suites.get(suite)?.harness?.name === 'go';
  }

  /** @param order of its parameters, as far as it is known */
  named(id: string, suite: string, order: readonly string[] = []): NamedBenchmark {
    const { names: [first, ...path] = [], params = [] } = partsOfId(id) ?? {};
    const labels = this.#run;
    // Whatever a report file says, ids are told apart.
    if (first === undefined || path.length === 0) {
      return { suite, path: [id], params: [], go: null, labels };
    }
    if (!this.isOfGo(suite)) return { suite: first, path, params, go: null, labels };
    const processors = this.#suites.get(suite)?.processors ?? null;
    return { suite: first, path, params: ordered(params, order), go: { processors }, labels };
  }

  /**
   * Only what is the same in two runs that may be compared: benchstat makes a table of its own for each
   * other configuration.
   */
  configurationOf(suite: string | null, part: WrittenName['part']): ResultBlock['configuration'] {
    const own = suite === null ? undefined : this.#suites.get(suite)?.machine;
    const { os, architecture, cpuModel }: Machine = own ?? this.#run.environment.machine;
    const [osKey, architectureKey] =
      suite !== null && this.isOfGo(suite) ? ['goos', 'goarch'] : ['os', 'arch'];
    const lines: readonly (readonly [string, string])[] = [
      [osKey, os],
      [architectureKey, architecture],
      ...(part ? [part] : []),
      ['cpu', cpuModel],
    ];
    return lines.filter(([, value]) => value !== unknown);
  }
}

function resultBlocks(
  report: Report,
  values: readonly MeasuredValue[],
  launches: LaunchValues | undefined,
  units: FormatUnits,
): ResultBlock[] {
  const suites = new Suites(report);
  if (values.length === 0)
    return [{ configuration: suites.configurationOf(null, null), lines: [] }];
  const benchmarks = byBenchmark(values);
  const suiteOf = (id: string) => benchmarks.get(id)?.[0]?.suite ?? '';
  const order = launches?.parameterOrder;
  const names = benchmarkNames(
    new Map(
      [...benchmarks.keys()].map((id) => [id, suites.named(id, suiteOf(id), order?.get(id))]),
    ),
  );
  return [...benchmarks].flatMap(([id, of]) => {
    const written = names.get(id);
    if (!written) return [];
    const configuration = suites.configurationOf(suiteOf(id), written.part);
    return [{ configuration, lines: resultLines(written.name, of, launches, units) }];
  });
}

export const benchmarkFormat: Reporter = {
  title: 'Go’s benchmark format, for benchstat',
  render(report, { launches }) {
    const values = measuredValues(report);
    const suites = new Suites(report);
    const units = formatUnits(
      values.map((value) => ({ ...value, isOfGo: suites.isOfGo(value.suite) })),
    );
    return benchmarkFormatText(units.directions, resultBlocks(report, values, launches, units));
  },
};
