/** The real JMH from Maven Central: built, listed, launched, narrowed, and failures told in their place. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jmh } from '../../src/harnesses/jmh.ts';
import { launchOnce, suiteOf, temporaryFolder, toolsFor, wordsOf } from './realLaunches.ts';

const version = '1.37';

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion><groupId>example</groupId><artifactId>libraries</artifactId><version>1</version>
<dependencies>${['jmh-core', 'jmh-generator-annprocess']
  .map(
    (name) =>
      `<dependency><groupId>org.openjdk.jmh</groupId><artifactId>${name}</artifactId><version>${version}</version></dependency>`,
  )
  .join('')}</dependencies></project>
`;

const source = `package example;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.*;

@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 2)
public class Sums {
  @Param({"10", "1000"})
  int size;

  @Benchmark
  public long add() {
    long sum = 0;
    for (int number = 0; number < size; number++) sum += number ^ sum;
    return sum;
  }

  @BenchmarkMode(Mode.AverageTime)
  @Warmup(iterations = 1)
  @Measurement(iterations = 2)
  public static class Others {
    @Benchmark
    @BenchmarkMode({Mode.Throughput, Mode.SingleShotTime})
    public void modes() {}

    @Benchmark
    public void broken() {
      throw new IllegalStateException("no such file: x");
    }

    @Benchmark
    public void exits() {
      System.exit(3);
    }
  }
}
`;

/** Builds a jar that finds the rest of JMH beside it, as quickly as can be. */
const build = `
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
const libraries = readdirSync('libraries').map((name) => 'libraries/' + name);
mkdirSync('target/classes', { recursive: true });
const path = libraries.join(':');
execFileSync('javac', ['-cp', path, '-processorpath', path, '-d', 'target/classes', 'Sums.java'], { stdio: 'inherit' });
copyFileSync('libraries/jmh-core-${version}.jar', 'target/benchmarks.jar');
writeFileSync('target/manifest', 'Main-Class: org.openjdk.jmh.Main\\nClass-Path: classes/ ' + libraries.map((name) => '../' + name).join(' ') + '\\n');
execFileSync('jar', ['ufm', 'target/benchmarks.jar', 'target/manifest'], { stdio: 'inherit' });
`;

let folder: string;
beforeAll(() => {
  folder = temporaryFolder();
  writeFileSync(join(folder, 'pom.xml'), pom);
  execFileSync('mvn', ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=libraries'], {
    cwd: folder,
  });
  mkdirSync(join(folder, 'bench'));
  execFileSync('mv', ['libraries', 'bench/libraries'], { cwd: folder });
  writeFileSync(join(folder, 'bench', 'Sums.java'), source);
  writeFileSync(join(folder, 'bench', 'build.mjs'), build);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));

test('every benchmark of a launch, with failures in their place', async () => {
  const settings = jmh.settings.parse({
    build: [process.execPath, 'build.mjs'],
    include: ['Sums'],
    arguments: ['-prof', 'gc'],
  });
  const suite = suiteOf(join(folder, 'bench'), settings, {
    name: 'java',
    measurementSeconds: 0.5,
    warmupSeconds: 0.5,
  });
  const { reading, record, prepared, folder: launch } = await launchOnce(jmh, suite);
  expect(prepared.harness).toEqual({ name: 'jmh', version });
  expect(prepared.toolchain.java).toMatch(/^\d[\d._]* \(.* VM\)$/);
  const measured = expect.stringMatching(/^2 time, .*2 allocated/);
  expect(wordsOf(reading)).toEqual({
    'example.Sums > add [size=10]': measured,
    'example.Sums > add [size=1000]': measured,
    'example.Sums.Others > modes [jmh.mode=thrpt]': expect.stringMatching(/^2 throughput, /),
    'example.Sums.Others > modes [jmh.mode=ss]': expect.stringMatching(/^2 time, /),
    'example.Sums.Others > broken': 'failed: java.lang.IllegalStateException: no such file: x',
    'example.Sums.Others > exits':
      'failed: VM prematurely exited before JMH had finished with it, explicit System.exit was called?',
  });
  expect(record).toMatchObject({ state: 'complete' });
  // JMH's own figure for one of them, in its own unit.
  const printed = /^Sums\.add +1000 +avgt +2 +([\d.]+) +us\/op/m.exec(
    readFileSync(join(launch, 'jmh', 'stdout.log'), 'utf8'),
  );
  const add = reading.benchmarks.find(({ params }) => params.size === '1000');
  const time =
    add?.state === 'measured' ? add.metrics.find(({ metric }) => metric === 'time') : null;
  const [first = 0, second = 0] = time?.samples ?? [];
  expect(((first + second) / 2) * 1e6).toBeCloseTo(Number(printed?.[1]), 2);

  const only = [{ suite: 'java', path: ['example.Sums', 'add'], params: { size: '10' } }];
  const request = { folder: '/launch', index: 0, launches: 10, filter: null, only };
  expect(prepared.steps(request)[0]?.argv.slice(-1)).toEqual(['^(?:example\\.Sums\\.add)$']);
});

test('a jar that is none is told', async () => {
  const settings = jmh.settings.parse({ build: false, jar: 'Sums.java' });
  const suite = suiteOf(join(folder, 'bench'), settings);
  expect(await jmh.prepare(suite, toolsFor(suite))).toEqual({
    state: 'failed',
    message: expect.stringMatching(/did not list its benchmarks.*: it ended with exit code 1:\n/),
  });
});
