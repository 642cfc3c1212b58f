/** An `Io` for tests: what is written is kept, and nothing is taken from this process but the clock. */
import type { Io, Output } from '../../src/io.ts';

export interface FakeIoOptions {
  readonly cwd: string;
  /** The whole environment; without it, only the PATH of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly isTerminal?: boolean;
  readonly columns?: number;
  readonly processId?: number;
  /** What standard input holds; nothing without it. */
  readonly stdin?: string | Buffer;
}

export interface FakeIo extends Io {
  /** All that was written to standard output so far. */
  out(): string;
  /** All that was written to standard error so far. */
  err(): string;
  /** What Ctrl-C (`SIGINT`) or a CI service (`SIGTERM`) does. */
  interrupt(signalName: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): void;
  /** Whether somebody listens for interrupts just now. */
  isListening(): boolean;
  /** Called with each text that is written to standard error, at that moment. */
  onError(listener: (text: string) => void): void;
}

export function fakeIo(options: FakeIoOptions): FakeIo {
  const written = { out: '', err: '' };
  const errorListeners: ((text: string) => void)[] = [];
  const listening = new Set<AbortController>();
  let ids = 0;
  const output = (name: 'out' | 'err'): Output => ({
    isTerminal: options.isTerminal ?? false,
    columns: options.columns ?? 80,
    write(text) {
      written[name] += text;
      if (name === 'err') for (const listener of errorListeners) listener(text);
    },
    settled: async () => null,
  });
  return {
    async *stdin() {
      yield Buffer.from(options.stdin ?? '');
    },
    stdout: output('out'),
    stderr: output('err'),
    env: options.env ?? { PATH: process.env.PATH },
    cwd: options.cwd,
    platform: process.platform,
    processId: options.processId ?? process.pid,
    nodeExecutable: process.execPath,
    now: () => new Date(),
    monotonicSeconds: () => performance.now() / 1000,
    uniqueId() {
      ids += 1;
      return `id-${ids}`;
    },
    listenForInterrupt() {
      const controller = new AbortController();
      listening.add(controller);
      return { signal: controller.signal, stop: () => void listening.delete(controller) };
    },
    out: () => written.out,
    err: () => written.err,
    interrupt(signalName) {
      for (const controller of listening) controller.abort(signalName);
    },
    isListening: () => listening.size > 0,
    onError: (listener) => void errorListeners.push(listener),
  };
}
