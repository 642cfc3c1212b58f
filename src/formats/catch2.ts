/** The XML of Catch2's benchmarks (`-r xml`): of version 2 and 3, which have other roots. */
import type { BenchmarkName, Format, Results } from './format.ts';
import { time } from './metrics.ts';
import { printedNumber } from './numbers.ts';
import { readXml, type XmlElement, type XmlHandler } from './xml.ts';

const nanosecondsPerSecond = 1e9;

/** A benchmark that is being read. */
interface Current {
  readonly name: BenchmarkName;
  readonly line: number;
  hasFigure: boolean;
}

/** Takes the elements of one document; names that were there before are not read again. */
class Catch2Document implements XmlHandler {
  readonly #results: Results;
  /** The test case and its sections around what is read. */
  readonly #path: string[] = [];
  readonly #seen = new Set<string>();
  #current: Current | null = null;

  constructor(results: Results) {
    this.#results = results;
  }

  open(element: XmlElement): void {
    const { name, attributes, line } = element;
    if (name === 'Catch2TestRun') this.#results.fact('version', attributes['catch2-version'] ?? '');
    else if (name === 'TestCase' || name === 'Section') this.#path.push(attributes.name ?? '');
    else if (name === 'BenchmarkResults') this.#begin(attributes.name ?? '', line);
    else if (this.#current) this.#figure(this.#current, element);
  }

  #begin(title: string, line: number): void {
    const path = [...this.#path, title];
    const key = JSON.stringify(path);
    if (this.#seen.has(key)) {
      this.#results.passOver(
        'a benchmark has the same name as one before, or its test case ran again for another section; the first one is read',
        line,
      );
      return;
    }
    this.#seen.add(key);
    this.#current = { name: { path }, line, hasFigure: false };
  }

  #figure(current: Current, { name, attributes }: XmlElement): void {
    if (name === 'mean') {
      const nanoseconds = printedNumber(attributes.value ?? '') ?? Number.NaN;
      this.#results.series(current.name, time, 'figure').add(nanoseconds / nanosecondsPerSecond);
    } else if (name === 'failed') {
      this.#results.failed(current.name, attributes.message || 'it failed without a message');
    } else return;
    current.hasFigure = true;
    this.#results.rows(1);
  }

  close(name: string): void {
    if (name === 'TestCase' || name === 'Section') this.#path.pop();
    else if (name === 'BenchmarkResults') this.#finish();
  }

  #finish(): void {
    if (this.#current && !this.#current.hasFigure) {
      this.#results.passOver('a benchmark has no mean', this.#current.line);
    }
    this.#current = null;
  }

  end(): void {
    this.#finish();
  }
}

export const catch2: Format = {
  name: 'catch2',
  title: 'Catch2 XML (-r xml)',
  looksFor: 'a root element "Catch2TestRun" or "Catch"',
  testedWith: ['Catch2 2.13.10', 'Catch2 3.7.1'],
  values: 'one mean',
  metrics: 'time',
  detect: ({ xmlRoot }) => xmlRoot === 'Catch2TestRun' || xmlRoot === 'Catch',
  reader: {
    kind: 'document',
    read: (text, results) => readXml(text, () => new Catch2Document(results), results),
  },
};
