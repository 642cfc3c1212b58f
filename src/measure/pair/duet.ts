/** Can both sides run at once without sharing a processor core, and on which ones? */
import { readFile } from 'node:fs/promises';
import type { Io } from '../../io.ts';
import { findProgram } from '../programs.ts';

export type Duet =
  | {
      readonly state: 'possible';
      /** Absolute path of the program that pins a process to a processor. */
      readonly taskset: string;
      /** Numbers of two logical processors of different cores. */
      readonly processors: readonly [number, number];
    }
  | { readonly state: 'impossible'; readonly reason: string };

/** `0-2,5` → 0, 1, 2, 5. */
export function parseProcessorList(text: string): number[] {
  return text
    .trim()
    .split(',')
    .flatMap((part) => {
      const match = /^(\d+)(?:-(\d+))?$/.exec(part.trim());
      if (!match) return [];
      const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])];
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
    });
}

/** The processors that this process may use, by /proc/self/status. */
async function allowedProcessors(): Promise<number[]> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  return parseProcessorList(/^Cpus_allowed_list:\s*(\S+)$/m.exec(status)?.[1] ?? '');
}

/** The logical processors of the same core; itself alone where the system does not say. */
async function siblingsOf(processor: number): Promise<number[]> {
  const file = `/sys/devices/system/cpu/cpu${processor}/topology/thread_siblings_list`;
  const text = await readFile(file, 'utf8').catch(() => '');
  const siblings = parseProcessorList(text);
  return siblings.length > 0 ? siblings : [processor];
}

/** Looks for two cores and for `taskset`. */
export async function findDuet(io: Pick<Io, 'env' | 'platform'>): Promise<Duet> {
  const impossible = (reason: string): Duet => ({ state: 'impossible', reason });
  if (io.platform !== 'linux') return impossible('processes can be pinned on Linux only');
  const taskset = await findProgram('taskset', io);
  if (!taskset) return impossible('`taskset` was not found (package util-linux)');
  const [first, ...others] = await allowedProcessors();
  if (first === undefined) return impossible('the processors of this machine are not known');
  const siblings = await siblingsOf(first);
  const second = others.find((processor) => !siblings.includes(processor));
  if (second === undefined) return impossible('there is only one processor core to run on');
  return { state: 'possible', taskset, processors: [first, second] };
}
