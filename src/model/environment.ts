/** Where and from which code a run was measured. */
import * as z from 'zod';

/** The machine: what decides, with a suite's toolchain, if two runs may be compared. */
export const machineSchema = z.object({
  /** Texts are `unknown` where nobody told. */
  cpuModel: z.string(),
  /** Logical processors that the process may use; null where nobody told. */
  cpuCount: z.int().positive().nullable(),
  /** Operating system with its version, e.g. `debian 12`; not the kernel, which changes weekly. */
  os: z.string(),
  /** Processor architecture as Node names it, e.g. `x64`. */
  architecture: z.string(),
});
export type Machine = z.infer<typeof machineSchema>;

/** Versions of what built and ran a suite, by tool, e.g. `{ rustc: '1.95.0' }`. */
export const toolchainSchema = z.record(z.string(), z.string());
export type Toolchain = z.infer<typeof toolchainSchema>;

export const environmentSchema = z.object({
  machine: machineSchema,
  /** Null where nobody told. */
  memoryBytes: z.number().positive().nullable(),
  /** Kernel release, or `unknown`; told for the record, not part of any fingerprint. */
  kernel: z.string(),
  /** Load average over the minute before the run; null where the platform has none. */
  loadAverage: z.number().nonnegative().nullable(),
  /** Name of the CI provider, or null outside of CI. */
  ci: z.string().nullable(),
});
export type Environment = z.infer<typeof environmentSchema>;

export const commitSchema = z.object({
  sha: z.string(),
  /** Null with a detached HEAD. */
  branch: z.string().nullable(),
  /** Whether tracked files differed or untracked ones were there; null where git did not say. */
  dirty: z.boolean().nullable(),
  committedAt: z.iso.datetime({ offset: true }),
});
export type Commit = z.infer<typeof commitSchema>;
