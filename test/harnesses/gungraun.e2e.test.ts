/**
 * Real Cargo with a library that is called gungraun and prints what the real one printed: its runner takes
 * a quarter of an hour to build.
 */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gungraun } from '../../src/harnesses/gungraun.ts';
import { launchOnce, suiteOf, temporaryFolder, toolsFor, wordsOf } from './realLaunches.ts';

const recordings = join(import.meta.dirname, '../../fixtures');
const recording = (name: string) =>
  JSON.stringify(join(recordings, 'harnesses/gungraun/0.20.0', name));

const manifest = (name: string, version: string) =>
  `[package]\nname = "${name}"\nversion = "${version}"\nedition = "2021"\n`;

/** Answers as the recorded program did; of a pattern for one function it knows what belongs to it. */
const library = `
pub fn answer(list: &str, results: &str) {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    assert_eq!(arguments[0], "--bench");
    match arguments[1].as_str() {
        "--list" => print!("{list}"),
        "--help" => println!("only run benchmarks matching this wildcard pattern; needs gungraun-runner"),
        _ => {
            assert_eq!(arguments[1], "--output-format=json");
            std::fs::create_dir(std::env::var("GUNGRAUN_HOME").unwrap()).unwrap();
            let wanted = arguments.get(2).map(|pattern| pattern.trim_end_matches("::*").to_string());
            for line in results.lines() {
                let path = wanted.as_ref().map(|name| format!("\\"module_path\\":\\"{name}\\""));
                if path.map_or(true, |path| line.contains(&path)) { println!("{line}"); }
            }
        }
    }
}
`;

const sums = `
fn main() {
    gungraun::answer(
        include_str!(${recording('list.txt')}),
        include_str!(${recording('dhat.stdout.txt')}),
    );
}
`;

const broken = `
fn main() {
    gungraun::answer(include_str!(${recording('failed.list.txt')}), include_str!(${recording('failed.stdout.txt')}));
    if std::env::args().any(|argument| argument == "--output-format=json") {
        eprint!("{}", include_str!(${recording('failed.stderr.txt')}));
        std::process::exit(1);
    }
}
`;

let root: string;
let folder: string;
const write = (path: string, text: string) => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};
beforeAll(() => {
  root = temporaryFolder();
  folder = join(root, 'adder');
  write('gungraun/Cargo.toml', manifest('gungraun', '0.20.0'));
  write('gungraun/src/lib.rs', library);
  const benches = ['sums', 'broken', 'plain'].map(
    (name) => `[[bench]]\nname = "${name}"\nharness = false\n`,
  );
  write(
    'adder/Cargo.toml',
    `${manifest('adder', '0.1.0')}[dev-dependencies]\ngungraun = { path = "../gungraun" }\n${benches.join('')}`,
  );
  write('adder/src/lib.rs', '');
  write('adder/benches/sums.rs', sums);
  write('adder/benches/broken.rs', broken);
  write('adder/benches/plain.rs', 'fn main() { panic!("it is no benchmark") }');
  write('bin/valgrind', '#!/bin/sh\necho valgrind-3.19.0\n');
  chmodSync(join(root, 'bin/valgrind'), 0o755);
});
afterAll(() => rm(root, { recursive: true, force: true, maxRetries: 3 }));

const suiteWith = (settings: object) =>
  suiteOf(folder, gungraun.settings.parse(settings), {
    name: 'rust',
    env: { PATH: [join(root, 'bin'), process.env.PATH].join(delimiter), CARGO_NET_OFFLINE: 'true' },
  });

test('a suite is built, launched, narrowed and read, with failures in their place', async () => {
  const suite = suiteWith({});
  const { reading, prepared } = await launchOnce(gungraun, suite);
  expect(prepared.harness).toEqual({ name: 'gungraun', version: '0.20.0' });
  expect(prepared.toolchain).toEqual({ rustc: expect.any(String), valgrind: '3.19.0' });
  expect(prepared.notices).toEqual([
    'Bench target "plain" of package "adder" was left out: it is no benchmark of gungraun.',
  ]);
  const measured = expect.stringMatching(/1 instructions, .*1 allocat/);
  expect(wordsOf(reading)).toEqual({
    'sums > numbers > plain': measured,
    'sums > numbers > fold > short': measured,
    'sums > numbers > fold > long_0': measured,
    'sums > numbers > fold > long_1': measured,
    'sums > texts > text': measured,
    'sums > numbers > broken > first': '1 instructions',
    'sums > numbers > broken > second': 'failed: no such file: x',
  });
  expect(reading.failure).toMatch(/^Bench target "broken" ended with exit code 1 in benchmark /);

  const one = suiteWith({ benches: ['sums'] });
  const narrowed = await launchOnce(gungraun, one, toolsFor(one), { filter: /fold/ });
  expect(narrowed.record).toMatchObject({ state: 'complete' });
  expect(narrowed.reading.benchmarks.map(({ path }) => path.join('/'))).toEqual([
    'sums/numbers/fold/short',
    'sums/numbers/fold/long_0',
    'sums/numbers/fold/long_1',
  ]);
});

test('where no target is a benchmark, it is said how to have one', async () => {
  const suite = suiteWith({ benches: ['plain'] });
  expect(await gungraun.prepare(suite, toolsFor(suite))).toEqual({
    state: 'failed',
    message: expect.stringMatching(/^There is no benchmark of gungraun\. .*Add gungraun to /),
  });
});
