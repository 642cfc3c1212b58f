/** Reads a folder that criterion left, of each benchmark its last run. */
import { distinctNames } from '../distinctNames.ts';
import { fileNames } from '../fileNames.ts';
import type { BenchmarkName, FolderFile, Results } from '../format.ts';
import { parseJson } from '../json.ts';
import { time } from '../metrics.ts';
import { FormatProblem } from '../problem.ts';
import { namedBy, unitOfCsv } from './benchmarkFile.ts';
import { type Place, placesOf } from './places.ts';
import { leastSamples, samplesOf, secondsPerIteration } from './samples.ts';

type Files = ReadonlyMap<string, FolderFile>;

/** Undefined where the file is not there or no JSON. */
async function jsonOf(files: Files, path: string, results: Results): Promise<unknown> {
  const text = await files.get(path)?.text();
  if (text === undefined || text === null) return undefined;
  const { documents, problems, lineOf } = parseJson(text);
  results.inFile(path);
  for (const { why, line } of problems) results.passOver(why, line);
  results.at(() => lineOf(documents[0]));
  return documents[0];
}

interface Found {
  readonly place: Place;
  readonly name: BenchmarkName;
  /** Criterion's own folder that it lies in; a workspace may have several. */
  readonly home: string;
}

async function nameOf(place: Place, files: Files, results: Results): Promise<Found | null> {
  const folders = place.benchmark.split('/').filter(Boolean);
  const named = namedBy(await jsonOf(files, `${place.folder}benchmark.json`, results));
  if (!named) {
    if (folders.length === 0) results.passOver('a benchmark.json names no benchmark');
    else {
      results.failed(
        { path: folders },
        'criterion left no benchmark.json that names it: it was interrupted',
      );
    }
    return null;
  }
  const ending = `${named.directory}/`;
  const home = place.benchmark.endsWith(ending) ? place.benchmark.slice(0, -ending.length) : '';
  return { place, name: named.name, home };
}

/** With the folders that tell several of criterion's own apart. */
function withHomes(found: readonly Found[]): Found[] {
  const homes = new Set(found.map(({ home }) => home));
  if (homes.size < 2) return [...found];
  const names = fileNames(homes);
  return found.map((one) => ({
    ...one,
    name: { ...one.name, path: [...(names.get(one.home) ?? []), ...one.name.path] },
  }));
}

const median = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = Number.NaN] = [
    sorted[Math.ceil(middle) - 1],
    sorted[Math.floor(middle)],
  ];
  return (low + high) / 2;
};

/** Whether its samples were too few. */
async function readOne({ place, name }: Found, files: Files, results: Results): Promise<boolean> {
  const csv = await files.get(`${place.folder}raw.csv`)?.text();
  const unit = csv === undefined || csv === null ? null : unitOfCsv(csv);
  if (unit !== null && unit !== 'ns') {
    results.inFile(`${place.folder}raw.csv`);
    results.passOver(`it is measured in "${unit}" and no time`);
    return false;
  }
  const samples = samplesOf(await jsonOf(files, `${place.folder}sample.json`, results));
  if (!samples) {
    results.failed(name, 'criterion left no sample.json that can be read');
    return false;
  }
  const times = secondsPerIteration(samples);
  if (times.state === 'refused') {
    results.failed(name, times.reason);
    return false;
  }
  results.rows(1);
  const values = times.secondsPerIteration;
  if (values.length < leastSamples) {
    if (values.length > 0) results.series(name, time, 'figure').add(median(values));
    return true;
  }
  const series = results.series(name, time, 'batch');
  for (const value of values) series.add(value);
  return false;
}

/** @throws FormatProblem when no file of it names a benchmark */
export async function readCriterionFolder(
  folderFiles: readonly FolderFile[],
  results: Results,
): Promise<void> {
  const files: Files = new Map(folderFiles.map((file) => [file.path, file]));
  const { last, kept } = placesOf([...files.keys()]);
  if (last.length === 0)
    throw new FormatProblem('no folder "new" in it holds results of criterion');
  const found: Found[] = [];
  for (const place of last) {
    const one = await nameOf(place, files, results);
    if (one) found.push(one);
  }
  const isFirst = distinctNames(results);
  let few = 0;
  for (const one of withHomes(found)) {
    results.inFile(`${one.place.folder}benchmark.json`);
    if (isFirst(one.name) && (await readOne(one, files, results))) few += 1;
  }
  if (few > 0) {
    results.notice(
      `${few === 1 ? 'One benchmark has' : `${few} benchmarks have`} fewer than ${leastSamples} samples, as --quick leaves them: each counts as one figure.`,
    );
  }
  if (kept.size > 0) {
    const names = [...kept].slice(0, 5).map((name) => `"${name}"`);
    results.notice(
      `Only what ran last ("new") is read, and not the saved baselines ${names.join(', ')}${kept.size > 5 ? ', …' : ''}. To read one, name its folders: "target/criterion/**/${[...kept][0]}".`,
    );
  }
}
