/** The registry of formats; the command line names one by its name. */
import { asv } from './asv.ts';
import { autocannon } from './autocannon.ts';
import { bencher } from './bencher.ts';
import { benchmarkDotNet } from './benchmarkDotNet.ts';
import { benchmarkIps } from './benchmarkIps.ts';
import { benchmarkJs } from './benchmarkJs.ts';
import { benchmarkTools } from './benchmarkTools.ts';
import { cargoCriterion } from './cargoCriterion.ts';
import { catch2 } from './catch2.ts';
import { criterion } from './criterion.ts';
import { deno } from './deno.ts';
import { divan } from './divan.ts';
import type { Format } from './format.ts';
import { githubActionBenchmark } from './githubActionBenchmark.ts';
import { go } from './go.ts';
import { googleBenchmark } from './googleBenchmark.ts';
import { gungraun } from './gungraun.ts';
import { haskellCriterion } from './haskellCriterion.ts';
import { hyperfine } from './hyperfine.ts';
import { jmh } from './jmh.ts';
import { k6 } from './k6.ts';
import { k6Summary } from './k6Summary.ts';
import { libtest } from './libtest.ts';
import { lighthouse } from './lighthouse.ts';
import { mitata } from './mitata.ts';
import { openMetrics } from './openMetrics.ts';
import { phpbench } from './phpbench.ts';
import { pyperf } from './pyperf.ts';
import { pytestBenchmark } from './pytestBenchmark.ts';
import { tinybench } from './tinybench.ts';
import { vitest } from './vitest.ts';
import { wrk } from './wrk.ts';

export const formats: readonly Format[] = [
  tinybench,
  vitest,
  mitata,
  benchmarkJs,
  deno,
  pytestBenchmark,
  pyperf,
  asv,
  criterion,
  cargoCriterion,
  libtest,
  divan,
  gungraun,
  go,
  jmh,
  benchmarkDotNet,
  googleBenchmark,
  catch2,
  haskellCriterion,
  phpbench,
  benchmarkIps,
  benchmarkTools,
  k6,
  k6Summary,
  autocannon,
  wrk,
  lighthouse,
  openMetrics,
  githubActionBenchmark,
  bencher,
  hyperfine,
];
