/** The registry of formats; the command line names one by its name. */
import type { Format } from './format.ts';
import { go } from './go.ts';
import { pytestBenchmark } from './pytestBenchmark.ts';

export const formats: readonly Format[] = [pytestBenchmark, go];
