/** What did the lines of one benchmark measure? Printed units → metrics in base units. */
import type { DeclaredWork, MetricReading } from '../harness.ts';
import type { ResultRecord } from './benchfmt.ts';
import type { PrintedValue } from './resultLine.ts';

interface Source {
  readonly metric: MetricReading['metric'];
  /** So many of the printed unit are one of the metric's base unit. */
  readonly perBaseUnit: number;
}

/** The units that are read, lower is better for each. Go counts what it allocates, all of it. */
const sources: ReadonlyMap<string, Source> = new Map([
  ['ns/op', { metric: 'time', perBaseUnit: 1e9 }],
  ['B/op', { metric: 'allocated', perBaseUnit: 1 }],
  ['allocs/op', { metric: 'allocations', perBaseUnit: 1 }],
]);

/** Derived from the bytes that a benchmark declares, and its time. */
const speedUnit = 'MB/s';

export interface Figures {
  readonly metrics: readonly MetricReading[];
  readonly work?: DeclaredWork;
  /** Whether it declares bytes, but not how many can be told. */
  readonly isWorkUnknown: boolean;
  /** Units that are not read. */
  readonly otherUnits: readonly string[];
}

const printedValue = (values: readonly PrintedValue[], unit: string) =>
  values.find((one) => one.unit === unit)?.value;

/** Half a unit of the last digit that Go prints of a number of ns/op. */
function halfDigit(nanoseconds: number): number {
  // By the steps of `prettyPrint` in Go's testing package.
  const steps: readonly (readonly [number, number])[] = [
    [999.95, 0],
    [99.995, 1],
    [9.9995, 2],
    [0.99995, 3],
    [0.099995, 4],
    [0.0099995, 5],
    [0.00099995, 6],
  ];
  const digits = steps.find(([least]) => nanoseconds >= least)?.[1] ?? 7;
  return 0.5 * 10 ** -digits;
}

/** Half of the last digit of `%.2f MB/s`. */
const halfSpeedDigit = 0.005;

/**
 * The bytes of one iteration that fit to all lines: speed times time, both rounded when they were
 * printed. Only if just one whole number fits: any other would differ from launch to launch, as if
 * the benchmark did other work. Null when several fit, or none.
 */
function bytesOf(records: readonly ResultRecord[]): number | null {
  let least = 1;
  let most = Number.POSITIVE_INFINITY;
  for (const { values } of records) {
    const nanoseconds = printedValue(values, 'ns/op');
    const speed = printedValue(values, speedUnit);
    if (nanoseconds === undefined || speed === undefined) return null;
    const half = halfDigit(nanoseconds);
    // MB/s are 10^6 bytes per second.
    const bytes = (perSecond: number, time: number) => (perSecond * time) / 1000;
    least = Math.max(least, Math.ceil(bytes(speed - halfSpeedDigit, nanoseconds - half) - 1e-6));
    most = Math.min(most, Math.floor(bytes(speed + halfSpeedDigit, nanoseconds + half) + 1e-6));
  }
  return least === most ? least : null;
}

/** The figures of one benchmark in one launch; `-count` gives it several lines. */
export function figuresOf(records: readonly ResultRecord[]): Figures {
  const samples = new Map<MetricReading['metric'], number[]>();
  const others = new Set<string>();
  let isSpeedTold = false;
  for (const { value, unit } of records.flatMap(({ values }) => values)) {
    const source = sources.get(unit);
    if (source) {
      samples.set(source.metric, [
        ...(samples.get(source.metric) ?? []),
        value / source.perBaseUnit,
      ]);
    } else if (unit === speedUnit) isSpeedTold = true;
    else others.add(unit);
  }
  const bytes = isSpeedTold ? bytesOf(records) : null;
  return {
    metrics: [...samples].map(([metric, values]) => ({
      metric,
      sampleKind: 'batch',
      samples: values,
    })),
    ...(bytes === null ? {} : { work: { bytes } }),
    isWorkUnknown: isSpeedTold && bytes === null,
    otherUnits: [...others],
  };
}
