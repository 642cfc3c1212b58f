/** What can this Python do? One short process tells its version and the packages that matter. */
import * as z from 'zod';
import { parseJson } from '../files.ts';
import type { ProcessOutcome } from '../harness.ts';

/**
 * Prints one line of JSON. Runs on every Python since 2.7, so that a too old one can say so.
 * `abiflags` tells apart builds of one version that differ in speed: `t` free-threaded, `d` debug.
 */
export const probeScript = `
import json, sys
found = {
    "version": "%d.%d.%d" % sys.version_info[:3] + getattr(sys, "abiflags", ""),
    "supported": sys.version_info >= (3, 8),
    "pypy": None,
    "benchmark": None,
    "pip": True,
}
if hasattr(sys, "pypy_version_info"):
    found["pypy"] = "%d.%d.%d" % sys.pypy_version_info[:3]
try:
    import pytest, pytest_benchmark
    found["benchmark"] = pytest_benchmark.__version__
except ImportError:
    pass
try:
    import pip
except ImportError:
    found["pip"] = False
print("")
print(json.dumps(found))
`;

const probeSchema = z.object({
  /** `3.12.1`, with a letter for builds of another kind: `3.13.0t`. */
  version: z.string(),
  /** Whether perfwatch's pytest plugin runs on it. */
  supported: z.boolean(),
  /** Version of PyPy, or null on CPython. */
  pypy: z.string().nullable(),
  /** Version of pytest-benchmark, or null without it. */
  benchmark: z.string().nullable(),
  pip: z.boolean(),
});
export type Probe = z.infer<typeof probeSchema>;

/** Reads the probe's answer; null when the process gave none. Start-up files may print before it. */
export function readProbe(outcome: ProcessOutcome): Probe | null {
  const lastLine = outcome.stdout.trim().split('\n').at(-1) ?? '';
  const reading = parseJson(lastLine, probeSchema);
  return outcome.exitCode === 0 && reading.state === 'read' ? reading.value : null;
}
