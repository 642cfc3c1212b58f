/** Made files of results in formats of lines, for measuring what reads them. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { randomFrom } from './madeRuns.mjs';

/** Written in pieces of about so many characters. */
const pieceLength = 1 << 20;

/** Writes lines until there is none left; returns the bytes. All of them are ASCII. */
function writeLines(file, lines) {
  const descriptor = openSync(file, 'w');
  let [piece, bytes] = ['', 0];
  try {
    for (const line of lines) {
      piece += line;
      if (piece.length < pieceLength) continue;
      bytes += writeSync(descriptor, piece);
      piece = '';
    }
    return bytes + writeSync(descriptor, piece);
  } finally {
    closeSync(descriptor);
  }
}

const header = 'goos: linux\ngoarch: amd64\npkg: example.com/parser\ncpu: Some CPU @ 3.00GHz\n';

/** One line as `go test -bench` prints it; times are up to 2 % above what the benchmark takes. */
function goLine(index, random, isTimeOnly) {
  const nanoseconds = (1000 + (index % 97) * 10) * (1 + 0.02 * random());
  const count = String(Math.round(1e9 / nanoseconds)).padStart(8);
  const time = nanoseconds.toFixed(1).padStart(12);
  const name = `BenchmarkParse${index}/size=${index % 7}-8`;
  const bytes = 64 * (1 + (index % 31));
  const rest = isTimeOnly
    ? ''
    : `\t${String(bytes).padStart(8)} B/op\t${String(1 + (index % 13)).padStart(8)} allocs/op`;
  return `${name}         \t${count}\t${time} ns/op${rest}\n`;
}

/**
 * Go's text, as `go test -bench . -benchmem -count COUNTS` prints it.
 *
 * @param seed files with another one differ by noise only
 */
export function writeGoText(file, { benchmarks, counts, seed, isTimeOnly }) {
  function* lines() {
    const random = randomFrom(seed);
    yield header;
    for (let index = 0; index < benchmarks; index += 1) {
      for (let count = 0; count < counts; count += 1) yield goLine(index, random, isTimeOnly);
    }
  }
  return writeLines(file, lines());
}

/** About what a line of Go's text takes that tells the time alone. */
const goLineBytes = 64;
const manyBenchmarks = 1000;

/** Go's text of about so many bytes: 1,000 benchmarks, as a large `-count` prints them. */
export const writeManyCounts = (file, bytes) =>
  writeGoText(file, {
    benchmarks: manyBenchmarks,
    counts: Math.ceil(bytes / manyBenchmarks / goLineBytes),
    seed: 1,
    isTimeOnly: true,
  });

/** The same from many launches, one appended to the other. */
export function writeManyLaunches(file, bytes) {
  function* lines() {
    const random = randomFrom(1);
    yield header;
    for (let [index, written] = [0, 0]; written < bytes; index += 1) {
      const line = goLine(index % manyBenchmarks, random, true);
      written += line.length;
      yield line;
    }
  }
  return writeLines(file, lines());
}

const requestTags =
  '"expected_response":"true","group":"","method":"GET","name":"https://example.com/","proto":"HTTP/1.1","scenario":"default","status":"200","url":"https://example.com/"';

/** k6's stream of events of at least so many bytes: the times of requests, one after another. */
export function writeManyPoints(file, bytes) {
  const names = [
    'http_req_duration',
    'http_req_waiting',
    'http_req_connecting',
    'iteration_duration',
  ];
  function* lines() {
    const random = randomFrom(1);
    for (const name of names) {
      yield `{"type":"Metric","data":{"name":"${name}","type":"trend","contains":"time","thresholds":[],"submetrics":null},"metric":"${name}"}\n`;
    }
    for (let [index, written] = [0, 0]; written < bytes; index += 1) {
      const value = (40 + 20 * random()).toFixed(6);
      const time = new Date(Date.UTC(2026, 0, 1) + index).toISOString();
      const line = `{"metric":"${names[index % names.length]}","type":"Point","data":{"time":"${time}","value":${value},"tags":{${requestTags}}}}\n`;
      written += line.length;
      yield line;
    }
  }
  return writeLines(file, lines());
}
