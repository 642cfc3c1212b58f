/**
 * A strict reader of Go's benchmark format (https://go.dev/design/14313-benchmark-format) for what perfwatch
 * writes: every line must be one that the format knows, and names are turned into ids again.
 */
import type { MetricName, Unit } from '../../src/model/metric.ts';
import { knownMetricNames } from '../../src/model/metricName.ts';

export interface BenchmarkLine {
  /** The first letter of the name behind the suite may be a small one in truth: see `capitalized`. */
  readonly id: string;
  /** Without `Benchmark`. */
  readonly name: string;
  readonly metric: MetricName;
  readonly unit: Unit;
  readonly value: number;
  /** What the lines before say of it. */
  readonly configuration: Readonly<Record<string, string>>;
}

const configurationLine = /^(?<key>[a-z][^\sA-Z:]*):(?: (?<text>\S.*))?$/u;
const foreignUnit = /^(?<name>[a-z\d][a-z\d.-]*?)(?:-(?<unit>sec|B|B\/s|1\/s))?$/;
const unitLine = /^Unit (?<unit>\S+) better=(?<direction>lower|higher)$/;
const resultLine =
  /^Benchmark(?<name>\p{Lu}\S*) 1(?<pairs>(?: \d+(?:\.\d+)?(?:e[+-]?\d+)? \S+)+)$/u;

const units: Readonly<Record<string, readonly [MetricName, Unit]>> = {
  'sec/op': ['time', 's'],
  'B/s': ['throughput', 'B/s'],
  '1/s': ['throughput', '1/s'],
  B: ['memory', 'B'],
  'B/op': ['allocated', 'B'],
  'allocs/op': ['allocations', '1'],
};

const baseUnits: readonly Unit[] = ['B', 'B/s', '1/s', '1'];

/** Of the other metrics, the unit begins with the name; it ends in `/op` where the metric is known. */
function measuredIn(unit: string): readonly [MetricName, Unit] {
  const known = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (known) return known;
  const foreign = foreignUnit.exec(unit)?.groups;
  if (foreign) {
    const found = baseUnits.find((one) => one === (foreign.unit ?? '1')) ?? 's';
    return [foreign.name ?? '', found];
  }
  const { name, seconds } = /^(?<name>[a-z-]+?)(?<seconds>-sec)?\/op$/.exec(unit)?.groups ?? {};
  const metric = knownMetricNames.find((one) => one === (seconds ? `${name}-time` : name));
  if (!metric) throw new Error(`unknown unit ${unit}`);
  return [metric, seconds ? 's' : '1'];
}

/** What is written out only here: ids spell these themselves, or with a backslash. */
const writtenOut = /\\(?:u\{(?<hex>[0-9a-f]+)\}|.)|\u2423/gsu;

function unspelled(text: string, special: string): string {
  return text.replace(writtenOut, (piece, hex: string | undefined) => {
    if (piece === '\u2423') return ' ';
    if (hex === undefined) return piece;
    const character = String.fromCodePoint(Number.parseInt(hex, 16));
    if (special.includes(character)) return `\\${character}`;
    return /^[\s\u2423=/-]$/u.test(character) && !/[\p{Cc}\p{Zl}\p{Zp}\p{Cf}]/u.test(character)
      ? character
      : piece;
  });
}

/** Benchmark names are separated by `/`; only parameters hold a `=`. */
function idOf(suite: string, name: string): string {
  const explicit = name.startsWith('Name=');
  const parts = (explicit ? name.slice('Name='.length) : name).split('/');
  const firstParam = parts.findIndex((part) => part.includes('='));
  const names = firstParam < 0 ? parts : parts.slice(0, firstParam);
  const params = firstParam < 0 ? [] : parts.slice(firstParam);
  const path = [suite, ...names.map((part) => unspelled(part, '/[]'))].join('/');
  return params.length === 0
    ? path
    : `${path}[${params.map((part) => unspelled(part, '[],=')).join(',')}]`;
}

/** An id as it is read back: names begin with a capital letter. */
export const capitalized = (id: string) =>
  id.replace(/(?<=^(?:\\.|[^/\\])*\/)\p{Ll}/su, (letter) => letter.toUpperCase());

/** The values in their order. Throws at a line that is not of the format. */
export function readBenchmarkFormat(text: string): BenchmarkLine[] {
  const configuration: Record<string, string> = {};
  const declared = new Set<string>();
  return text.split('\n').flatMap((line) => {
    if (line === '') return [];
    const config = configurationLine.exec(line)?.groups;
    if (config) {
      const { key = '', text: told } = config;
      if (told !== undefined) configuration[key] = told;
      else if (Object.hasOwn(configuration, key)) delete configuration[key];
      else throw new Error(`nothing to take back: ${line}`);
      return [];
    }
    const unit = unitLine.exec(line)?.groups?.unit;
    if (unit !== undefined) {
      declared.add(unit);
      return [];
    }
    const result = resultLine.exec(line)?.groups;
    if (!result) throw new Error(`not a line of the format: ${line}`);
    if (/-\d+$/.test(result.name ?? '')) throw new Error(`a number of processors: ${line}`);
    const words = (result.pairs ?? '').trim().split(' ');
    return words.flatMap((word, index) => {
      if (index % 2 === 0) return [];
      // Of metrics that only harnesses know, it may be that nobody told.
      if (!declared.has(word) && !foreignUnit.test(word)) throw new Error(`no direction: ${word}`);
      const [metric, base] = measuredIn(word);
      const value = Number(words[index - 1]);
      return [
        {
          name: result.name ?? '',
          id: idOf(configuration.suite ?? '', result.name ?? ''),
          metric,
          unit: base,
          value,
          configuration: { ...configuration },
        },
      ];
    });
  });
}
