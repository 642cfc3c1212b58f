/**
 * What a harness plug-in is: how to find its suites, how to get one ready, which processes one
 * launch consists of, and how to read the files that they leave.
 *
 * A plug-in starts no process of its own: it asks `Tools` while it prepares, and describes the
 * processes of a launch as data, so that time limits, interrupts, interleaving and logs are the
 * same for all of them.
 */
import type * as z from 'zod';
import type { Toolchain } from '../model/environment.ts';
import type { BenchmarkIdentity } from '../model/identity.ts';
import type { SampleKind } from '../model/measurement.ts';
import type { Direction, MetricName, Unit } from '../model/metric.ts';
import type { KnownMetricName } from '../model/metricName.ts';
import type { HarnessIdentity } from '../model/suiteResult.ts';

/** A configured suite, its defaults filled in. */
export interface Suite<Settings = unknown> {
  readonly name: string;
  /** Absolute path of the suite's own folder: where its processes start. */
  readonly folder: string;
  /** Added to the environment of every process of the suite. */
  readonly env: Readonly<Record<string, string>>;
  readonly launches: number;
  /** One launch may take this long. */
  readonly timeoutSeconds: number;
  /** Preparing (building) may take this long. */
  readonly prepareTimeoutSeconds: number;
  /** Measuring time of one benchmark over all launches; null leaves it to harness and suite. */
  readonly measurementSeconds: number | null;
  /** Warm-up time of one benchmark over all launches; null leaves it to harness and suite. */
  readonly warmupSeconds: number | null;
  /** What only this harness knows, as it has checked it. */
  readonly settings: Settings;
}

/** A finished process. */
export interface ProcessOutcome {
  /** Null when a signal ended the process or it never started. */
  readonly exitCode: number | null;
  readonly ending: 'exited' | 'timed-out' | 'interrupted' | 'not-started';
  readonly durationSeconds: number;
  /** Up to the last 16 KiB; the whole text for processes started through `Tools`. */
  readonly stdout: string;
  readonly stderr: string;
}

/** What a plug-in may use while it prepares a suite; everything runs in the suite's folder. */
export interface Tools {
  /** Runs a program to its end; never throws for a non-zero exit. */
  run(
    argv: readonly [string, ...string[]],
    options?: { readonly timeoutSeconds?: number; readonly cwd?: string },
  ): Promise<ProcessOutcome>;
  /** Absolute path of a program on the PATH, or null. */
  findProgram(name: string): Promise<string | null>;
  /** Absolute path of a helper file that perfwatch ships, e.g. the tinybench runner. */
  helperFile(name: string): string;
  /** Absolute path of the Node that runs perfwatch. */
  readonly nodeExecutable: string;
  /** As Node names it: `linux`, `darwin`, `win32`. */
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * The folder of the repository or of the checkout that the suite is in; look-ups that climb from
   * the suite's folder stop here.
   */
  readonly repositoryFolder: string;
  /**
   * Absolute path of a folder outside of the checkout whose content outlives it, for build results
   * that are worth keeping; null where the suite is built in the user's own folder as always.
   */
  readonly buildFolder: string | null;
  /**
   * The user's own repository while a suite of another checkout is prepared, else null: what runs
   * must not load code from there, or both sides would measure the same code.
   */
  readonly otherSideFolder: string | null;
}

/** One process of a launch. */
export interface LaunchStep {
  /** Names the step's own folder for logs and results; unique within the launch, a safe file name. */
  readonly name: string;
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Absolute path of a folder below the launch's own that is made first, for programs that make none. */
  readonly outputFolder?: string;
}

/** One launch as asked for. */
export interface LaunchRequest {
  /** Fresh and empty; what the harness writes belongs below it. */
  readonly folder: string;
  /** From 0. */
  readonly index: number;
  /** How many launches share the measuring time: this one gets one part in so many. */
  readonly launches: number;
  /**
   * Only benchmarks whose id matches are wanted. A plug-in narrows the launch as far as its
   * harness allows; whatever else is measured all the same, the caller leaves out.
   */
  readonly filter: RegExp | null;
  /**
   * Only these benchmarks are still of interest, the others are decided; null is all. A plug-in
   * narrows as far as its harness allows; the caller leaves out the rest.
   */
  readonly only: readonly BenchmarkIdentity[] | null;
}

/** A metric of which perfwatch knows unit and direction. */
export type KnownMetric = Exclude<KnownMetricName, 'throughput'>;

/** Any metric, as the harness tells it; a throughput that was measured, and not computed from a time. */
export interface ToldMetric {
  readonly metric: MetricName;
  readonly unit: Unit;
  /** Null where nobody tells which values are better; of a known metric the table of metrics counts. */
  readonly direction: Direction | null;
}

/** Values of one metric, per iteration, in the metric's base unit. */
export type MetricReading = ({ readonly metric: KnownMetric } | ToldMetric) & {
  readonly sampleKind: SampleKind;
  readonly samples: readonly number[];
  /** True count when `samples` was thinned already by the one who wrote it. */
  readonly sampleCount?: number;
};

/** What one iteration of a benchmark declares to process. */
export interface DeclaredWork {
  readonly bytes?: number;
  readonly elements?: number;
}

/** Where a benchmark stands, as its harness tells. */
export interface SourceReading {
  /** Absolute path. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** What all readings of benchmarks share: which benchmark it is. */
export interface NamedReading {
  readonly path: readonly string[];
  readonly params: Readonly<Record<string, string>>;
  /** Absent where the harness cannot tell. */
  readonly source?: SourceReading;
}

/** What one launch tells of one benchmark. */
export type BenchmarkReading = NamedReading &
  (
    | {
        readonly state: 'measured';
        readonly metrics: readonly MetricReading[];
        readonly work?: DeclaredWork;
      }
    | { readonly state: 'failed' | 'skipped'; readonly message: string }
  );

/** What one launch tells. */
export interface LaunchReading {
  readonly benchmarks: readonly BenchmarkReading[];
  /** A launch that as a whole went wrong, although some of it may have been read. */
  readonly failure: string | null;
  readonly notices: readonly string[];
}

/** A suite that is built and can be launched. */
export interface PreparedSuite {
  readonly harness: HarnessIdentity;
  readonly toolchain: Toolchain;
  readonly notices: readonly string[];
  /**
   * Absolute paths of the files that hold the benchmarks themselves, as far as the harness knows: a
   * result changes with them as well as with the code that they measure.
   */
  readonly sources: readonly string[];
  /** The processes of one launch, in order. Pure. */
  steps(request: LaunchRequest): readonly LaunchStep[];
  /**
   * Reads what the steps left. Never throws for what a benchmark program may write: an unreadable
   * file is a failure of the launch, in words.
   */
  read(
    request: LaunchRequest,
    outcomes: ReadonlyMap<string, ProcessOutcome>,
  ): Promise<LaunchReading>;
}

/** Why a suite cannot be launched: `missing` is a tool to install, `failed` is the suite's own. */
export type Preparation =
  | { readonly state: 'ready'; readonly suite: PreparedSuite }
  | { readonly state: 'missing'; readonly what: string; readonly install: string }
  | { readonly state: 'failed'; readonly message: string };

/** A suite that `perfwatch init` found. */
export interface DiscoveredSuite {
  /** A short name to propose, e.g. the package's. */
  readonly name: string;
  /** Relative to the repository, with `/`; `.` is the repository itself. */
  readonly folder: string;
  /** What was seen, for the user: `criterion in crates/parser/Cargo.toml`. */
  readonly evidence: string;
  /** Settings that the configuration should hold; empty when the defaults fit. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A manifest file of the repository, as discovery sees it. */
export interface RepositoryFile {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** A version that `perfwatch doctor` looks for. */
export interface ToolCheck {
  readonly tool: string;
  readonly argv: readonly [string, ...string[]];
  readonly install: string;
}

/** What launching the suites of a harness takes. */
export interface SuiteHarness<Settings = unknown> {
  readonly name: string;
  /** Finds the toolchain and builds. Slow work happens here, once, and never in a launch. */
  prepare(suite: Suite<Settings>, tools: Tools): Promise<Preparation>;
}

/** A harness of perfwatch's own. */
export interface Harness<Settings = unknown> extends SuiteHarness<Settings> {
  /** One line for help and documentation. */
  readonly title: string;
  /** The keys of a suite that only this harness knows; each described, for editors. */
  readonly settings: z.ZodObject & z.ZodType<Settings>;
  /**
   * Basenames of the files that `discover` wants to see, e.g. `Cargo.toml`; one that begins with `*` is
   * the end of many, e.g. `*_test.go`.
   */
  readonly manifests: readonly string[];
  /** Which suites these manifests tell of. Pure. */
  discover(files: readonly RepositoryFile[]): readonly DiscoveredSuite[];
  /** Programs that suites of this harness need. */
  readonly toolChecks: readonly ToolCheck[];
}
