/**
 * All ambient state of the program: streams, environment, clock, randomness and signals. Everything
 * else gets it as an argument, so that tests need no process of their own.
 */
import { Console } from 'node:console';
import { randomUUID } from 'node:crypto';

export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Width in characters; 80 where it is unknown. */
  readonly columns: number;
  /**
   * Resolves once all is written: to null, or to why it could not be (a full disk). A reader that
   * went away (`perfwatch report | head`) is no failure.
   */
  settled(): Promise<Error | null>;
}

export interface Io {
  /** The bytes of standard input, as they come. */
  stdin(): AsyncIterable<Buffer>;
  /** Results only. */
  readonly stdout: Output;
  /** Progress and errors. */
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the folder that the user stands in. */
  readonly cwd: string;
  readonly platform: NodeJS.Platform;
  readonly processId: number;
  /** Absolute path of the Node that runs perfwatch. */
  readonly nodeExecutable: string;
  now(): Date;
  /** Seconds from an arbitrary start; never goes back. */
  monotonicSeconds(): number;
  /** A new unique id. */
  uniqueId(): string;
  /**
   * Listens for Ctrl-C and SIGTERM until `stop` is called. The first one aborts `signal` with the
   * signal's name as its reason; while nobody listens, a signal ends the process as usual.
   */
  listenForInterrupt(): { readonly signal: AbortSignal; stop(): void };
}

/** What writing gives once a pipe's reader has ended, or the terminal was closed. */
const readerWentAway: ReadonlySet<string | undefined> = new Set([
  'EPIPE',
  'EIO',
  'ERR_STREAM_DESTROYED',
]);

function output(stream: NodeJS.WriteStream): Output {
  let failure: Error | null = null;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (!readerWentAway.has(error.code)) failure ??= error;
  });
  return {
    write: (text) => void stream.write(text),
    get isTerminal() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns ?? 80;
    },
    async settled() {
      // Errors are told after the callback of the write that had them.
      await new Promise<void>((resolve) => stream.write('', () => setImmediate(resolve)));
      return failure;
    },
  };
}

const interrupts = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Sends what foreign code prints in this process, a configuration or what it imports, to standard
 * error: standard output holds results only, and is to be parseable.
 */
export function keepConsoleOffStandardOutput(): void {
  globalThis.console = new Console(process.stderr, process.stderr);
}

/** The real thing: the ambient state of this process. */
export function processIo(): Io {
  return {
    stdin: () => process.stdin,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    env: process.env,
    cwd: process.cwd(),
    platform: process.platform,
    processId: process.pid,
    nodeExecutable: process.execPath,
    now: () => new Date(),
    monotonicSeconds: () => performance.now() / 1000,
    uniqueId: randomUUID,
    listenForInterrupt() {
      const controller = new AbortController();
      const listener = (name: NodeJS.Signals) => controller.abort(name);
      for (const name of interrupts) process.on(name, listener);
      return {
        signal: controller.signal,
        stop() {
          for (const name of interrupts) process.off(name, listener);
        },
      };
    },
  };
}

/** Sends what this process and foreign code in it print to one stream, in the order in which it happens. */
export function keepConsoleOnStandardOutput(): void {
  globalThis.console = new Console(process.stdout, process.stdout);
}

/**
 * Removes variables from this process's environment, so that neither code that it loads nor programs
 * that it starts find them there; what it was is returned.
 */
export function removeVariables(pattern: RegExp): Io['env'] {
  const before = { ...process.env };
  for (const name of Object.keys(before)) {
    if (pattern.test(name)) delete process.env[name];
  }
  return before;
}

/** Does something while these variables are set, for a library that looks nowhere else. */
export async function withVariables<Value>(
  variables: Readonly<Record<string, string>>,
  act: () => Promise<Value>,
): Promise<Value> {
  Object.assign(process.env, variables);
  try {
    return await act();
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
  }
}

/** Rejects with the first thing that is thrown and that nobody catches, which then does not end the process. */
export function uncaughtError(): Promise<never> {
  const thrown = new Promise<never>((_, reject) => process.on('uncaughtException', reject));
  // Usually nothing is; and whoever waits for it hears of it all the same.
  thrown.catch(() => undefined);
  return thrown;
}

/**
 * Ends the process with an exit code of its own when something is thrown that nobody catches, as by
 * code of a configuration that goes on after it was loaded.
 */
export function endWhenUncaught(exitCode: number, tell: (thrown: unknown) => string): void {
  process.on('uncaughtException', (thrown) => {
    process.stderr.write(tell(thrown));
    process.exit(exitCode);
  });
}
