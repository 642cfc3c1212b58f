/** Preloaded into a Node program: writes what that process itself used, when it ends. */
import { writeFileSync } from 'node:fs';

const { PERFWATCH_USAGE_FILE: file } = process.env;
// Only the program itself, not the programs that it starts.
delete process.env.NODE_OPTIONS;
delete process.env.PERFWATCH_USAGE_FILE;
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakBytes: maxRSS * 1024 };
  writeFileSync(file, JSON.stringify(usage));
});
