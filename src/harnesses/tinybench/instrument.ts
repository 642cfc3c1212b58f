/**
 * Makes every Bench of the suite's own tinybench measure as perfwatch asks and tell what it found,
 * whether perfwatch runs it or the bench file does. Works on 2.x to 6.x, by patching the methods of
 * `Bench` before the bench file is loaded.
 */
import { thin } from '../../stats/thin.ts';
import type { SourceReading } from '../harness.ts';
import { addedAt } from './addedAt.ts';
import {
  benchName,
  type Fields,
  type ForeignBench,
  isBench,
  isFields,
  optionsOf,
  taskName,
} from './foreign.ts';
import { taskOutcome } from './outcome.ts';
import type { RunnerRecord } from './records.ts';
import { sayThrown } from './thrown.ts';
import { applyTiming, type TimingRequest } from './timing.ts';

export interface InstrumentOptions extends TimingRequest {
  readonly maxSamples: number;
  /** The suite's folder: stack lines below it are the author's. */
  readonly folder: string;
  readonly write: (record: RunnerRecord) => void;
}

interface BenchState {
  readonly index: number;
  readonly recorded: Set<unknown>;
  timed: boolean;
  warmed: boolean;
  started: boolean;
}

type Method = (...values: unknown[]) => unknown;

const isMethod = (value: unknown): value is Method => typeof value === 'function';

/** Watches the benches of one process. */
export class Instrument {
  readonly #options: InstrumentOptions;
  readonly #states = new Map<ForeignBench, BenchState>();
  readonly #patched = new Set<unknown>();
  readonly #pending = new Set<Promise<void>>();
  /** Tasks of 6.x that keep samples for perfwatch alone; these are freed once recorded. */
  readonly #retaining = new WeakSet<object>();
  /** Where tasks were added, as far as that is known. */
  readonly #sources = new WeakMap<object, SourceReading>();

  constructor(options: InstrumentOptions) {
    this.#options = options;
  }

  /** How many benches were started. */
  get started(): number {
    return [...this.#states.values()].filter((state) => state.started).length;
  }

  /** How many benches and tasks were recorded. */
  get counts(): { benches: number; tasks: number } {
    const states = [...this.#states.values()];
    return {
      benches: states.length,
      tasks: states.reduce((sum, state) => sum + state.recorded.size, 0),
    };
  }

  /** Whether a run has started that has not ended. */
  get isRunning(): boolean {
    return this.#pending.size > 0;
  }

  /** Resolves once no run is under way. */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  /** The number of a Bench in the records. */
  indexOf(bench: ForeignBench): number {
    return this.#stateOf(bench).index;
  }

  hasStarted(bench: ForeignBench): boolean {
    return this.#stateOf(bench).started;
  }

  /** Patches `Bench.prototype`, once; a class that extends a patched one is patched already. */
  patch(prototype: unknown): void {
    if (!isFields(prototype)) return;
    for (let at: unknown = prototype; at; at = Object.getPrototypeOf(at)) {
      if (this.#patched.has(at)) return;
    }
    this.#patched.add(prototype);
    const wrap = (
      name: string,
      around: (bench: ForeignBench, call: Method, values: unknown[]) => unknown,
    ) => {
      const original = prototype[name];
      if (!isMethod(original)) return;
      prototype[name] = function (this: unknown, ...values: unknown[]): unknown {
        const call: Method = (...given) => Reflect.apply(original, this, given);
        return isBench(this) ? around(this, call, values) : call(...values);
      };
    };
    wrap('add', (bench, call, values) => this.#add(bench, call, values));
    for (const name of ['run', 'runSync', 'runConcurrently']) {
      wrap(name, (bench, call, values) => this.#run(bench, () => call(...values)));
    }
    for (const name of ['warmup', 'warmupConcurrently']) {
      wrap(name, (bench, call, values) => {
        this.#prepare(bench).warmed = true;
        return call(...values);
      });
    }
  }

  /** Runs a Bench that the file exports; never rejects, since its tasks tell what went wrong. */
  async run(bench: ForeignBench): Promise<void> {
    this.patch(Object.getPrototypeOf(bench));
    try {
      if (isMethod(bench.run)) await bench.run();
    } catch {
      // Recorded with the tasks.
    }
    await this.settled();
  }

  #stateOf(bench: ForeignBench): BenchState {
    const known = this.#states.get(bench);
    if (known) return known;
    const index = this.#states.size;
    const state: BenchState = {
      index,
      recorded: new Set(),
      timed: false,
      warmed: false,
      started: false,
    };
    this.#states.set(bench, state);
    if (isMethod(bench.addEventListener)) {
      bench.addEventListener('cycle', (event: unknown) => {
        if (!isFields(event)) return;
        if (state.recorded.has(event.task)) {
          const name = taskName(event.task);
          this.#notice(`Task "${name}" was run more than once in a launch; its first run counts.`);
        }
        this.#record(bench, event.task);
      });
    }
    return state;
  }

  /** Asks 6.x to keep samples, which other versions ignore, and notes where the task is added. */
  #add(bench: ForeignBench, call: Method, [name, fn, options, ...rest]: unknown[]): unknown {
    this.#stateOf(bench);
    const find = (): unknown => (isMethod(bench.getTask) ? bench.getTask(name) : undefined);
    if (find() !== undefined && optionsOf(bench) === bench && !('retainSamples' in bench)) {
      this.#notice(`Task "${String(name)}" was added twice: tinybench 2 keeps only the last one.`);
    }
    const own: Fields = isFields(options) ? options : {};
    const asked = (own.retainSamples ?? bench.retainSamples) === true;
    const result = call(name, fn, { ...own, retainSamples: true }, ...rest);
    const task = find();
    if (!isFields(task)) return result;
    if ('retainSamples' in bench && !asked) this.#retaining.add(task);
    const source = addedAt(this.#options.folder);
    if (source) this.#sources.set(task, source);
    return result;
  }

  #prepare(bench: ForeignBench): BenchState {
    const state = this.#stateOf(bench);
    if (!state.timed) applyTiming(bench, this.#options);
    state.timed = true;
    return state;
  }

  #run(bench: ForeignBench, run: () => unknown): unknown {
    const state = this.#prepare(bench);
    state.started = true;
    // In 2.x warming up is a call of its own, easily forgotten; from 3.x on it is part of a run.
    // Where calls of a task overlap, 2.x would warm up for ever, unless its time is zero.
    const { warmup, concurrency } = bench;
    const mustWarm = isMethod(warmup) && !state.warmed && concurrency !== 'task';
    let result: unknown;
    try {
      result = mustWarm ? Promise.resolve(Reflect.apply(warmup, bench, [])).then(run) : run();
    } catch (error) {
      this.#recordRest(bench, error);
      throw error;
    }
    if (result instanceof Promise) {
      const ended: Promise<void> = result.then(
        () => this.#recordRest(bench, null),
        (error: unknown) => this.#recordRest(bench, error),
      );
      // Not one tick later: whoever awaits the run may end the process right then.
      const forget = () => this.#pending.delete(ended);
      result.then(forget, forget);
      this.#pending.add(ended);
    } else {
      this.#recordRest(bench, null);
    }
    return result;
  }

  /** Records what no event told of, once a run has ended. */
  #recordRest(bench: ForeignBench, runError: unknown): void {
    for (const task of bench.tasks) this.#record(bench, task, runError);
    if (bench.concurrency === 'task' || bench.concurrency === 'bench') {
      const what = bench.concurrency === 'task' ? 'calls of one task' : 'tasks';
      this.#notice(
        `${benchName(bench) ?? 'A Bench'} has concurrency "${bench.concurrency}": its ${what} overlap, so each time includes waiting for others.`,
      );
    }
  }

  #record(bench: ForeignBench, task: unknown, runError: unknown = null): void {
    const state = this.#stateOf(bench);
    if (state.recorded.has(task)) return;
    state.recorded.add(task);
    const outcome = taskOutcome(task);
    const identity = {
      kind: 'task' as const,
      bench: state.index,
      benchName: benchName(bench),
      task: taskName(task),
      source: (isFields(task) && this.#sources.get(task)) || null,
    };
    const { folder, maxSamples, write } = this.#options;
    if (outcome.state === 'measured') {
      const { samplesMilliseconds } = outcome;
      write({
        ...identity,
        state: 'measured',
        sampleCount: samplesMilliseconds.length,
        samplesSeconds: thin(samplesMilliseconds, maxSamples).map((value) => value / 1000),
      });
      this.#release(task);
      return;
    }
    const message =
      outcome.state === 'threw'
        ? sayThrown(outcome.error, folder)
        : runError === null
          ? outcome.why
          : `its run ended early: ${sayThrown(runError, folder)}`;
    write({ ...identity, state: 'failed', message });
  }

  /** Frees samples that only perfwatch wanted; a file with many fast tasks would fill the heap. */
  #release(task: unknown): void {
    if (!isFields(task) || !this.#retaining.has(task) || !isFields(task.result)) return;
    const { latency, throughput } = task.result;
    for (const statistics of [latency, throughput]) {
      if (isFields(statistics) && Array.isArray(statistics.samples)) statistics.samples.length = 0;
    }
  }

  #notice(text: string): void {
    this.#options.write({ kind: 'notice', text });
  }
}
