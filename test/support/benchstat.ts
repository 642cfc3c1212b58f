/** benchstat itself, built from the module proxy, and the files that its own module is tested with. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';

const module = 'golang.org/x/perf';

export interface Benchstat {
  /** Its folder, with all test data. */
  readonly module: string;
  /** What it prints as CSV, line by line, and what it warns of. */
  csv(argv: readonly string[], cwd?: string): Promise<{ lines: string[]; warnings: string[] }>;
}

/**
 * Builds it.
 *
 * @param go Go's program
 * @param folder where its program is put
 */
export async function installBenchstat(go: string, folder: string): Promise<Benchstat> {
  await execa(go, ['install', `${module}/cmd/benchstat@latest`], { env: { GOBIN: folder } });
  const { stdout } = await execa(go, ['mod', 'download', '-json', `${module}@latest`]);
  const { Dir } = z.object({ Dir: z.string() }).parse(JSON.parse(stdout));
  const names = ['benchstat', 'benchstat.exe'].map((name) => join(folder, name));
  const program = names.find((name) => existsSync(name)) ?? 'benchstat';
  return {
    module: Dir,
    async csv(argv, cwd = folder) {
      const found = await execa(program, ['-format', 'csv', ...argv], { cwd });
      return {
        lines: found.stdout.split('\n'),
        warnings: found.stderr.split('\n').filter((line) => line !== ''),
      };
    },
  };
}
