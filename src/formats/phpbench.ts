/** PHPBench's XML (`--dump-file`, and what its storage keeps). */
import type { Fact, Format, Results } from './format.ts';
import { memory, time } from './metrics.ts';
import { iterationOf, nameKey, namesOf, type Variant } from './phpbench/variants.ts';
import { readXml, type XmlElement, type XmlHandler } from './xml.ts';

const environmentFacts: ReadonlyMap<string, Fact> = new Map([
  ['uname os', 'os'],
  ['uname machine', 'architecture'],
  ['php version', 'runtime'],
]);

/** Of an error no more is kept. */
const longestMessage = 4000;

function readVariants(
  variants: readonly Variant[],
  isForked: (variant: Variant) => boolean,
  results: Results,
): void {
  const names = namesOf(variants);
  const seen = new Set<string>();
  for (const [index, variant] of variants.entries()) {
    const name = names[index];
    if (!name) continue;
    const key = nameKey(name);
    if (seen.has(key)) {
      results.passOver('two benchmarks have the same name; the first one is read', variant.line);
      continue;
    }
    seen.add(key);
    if (variant.errors.length > 0) {
      results.failed(name, variant.errors.join('\n').trim() || 'it failed without a message');
      results.rows(1);
    } else if (variant.iterations.length === 0) {
      results.passOver('a variant has no iterations', variant.line);
    }
    const times = results.series(name, time, variant.revolutions === '1' ? 'call' : 'batch');
    const peaks = results.series(name, memory, 'repeat');
    for (const { seconds, peakBytes, line } of variant.iterations) {
      results.at(line);
      if (isForked(variant)) for (const series of [times, peaks]) series.nextLaunch();
      times.add(seconds);
      if (peakBytes !== null) peaks.add(peakBytes);
      results.rows(1);
    }
  }
}

/** Takes the elements of one document. */
class PhpbenchDocument implements XmlHandler {
  readonly #results: Results;
  readonly #variants: Variant[] = [];
  /** Those of which each iteration is measured in a process of its own. */
  readonly #forked = new Set<Variant>();
  #class = '';
  #subject = '';
  #isForked = false;
  #variant: Variant | null = null;
  /** Parameters around what is read: those of the second level belong to a list. */
  #parameters = 0;
  #isError = false;
  /** Where a value of the environment is being told: `php version`. */
  #section = '';
  #environment = '';

  constructor(results: Results) {
    this.#results = results;
  }

  open({ name, attributes, line }: XmlElement): void {
    const told = attributes.name ?? '';
    if (name === 'phpbench') this.#results.fact('version', attributes.version ?? '');
    else if (name === 'suite') this.#results.fact('started-at', attributes.date ?? '');
    else if (name === 'uname' || name === 'php') this.#section = name;
    else if (name === 'value') this.#environment = `${this.#section} ${told}`;
    else if (name === 'benchmark') this.#class = attributes.class ?? '';
    else if (name === 'subject') [this.#subject, this.#isForked] = [told, false];
    else if (name === 'executor') this.#isForked = told === 'remote';
    else if (name === 'variant') this.#begin(attributes.revs ?? '1', line);
    else if (this.#variant) this.#inVariant(this.#variant, { name, attributes, line });
  }

  #begin(revolutions: string, line: number): void {
    this.#variant = {
      class: this.#class,
      subject: this.#subject,
      revolutions,
      line,
      set: '',
      params: new Map(),
      hasComplexParams: false,
      iterations: [],
      errors: [],
    };
    this.#variants.push(this.#variant);
    if (this.#isForked) this.#forked.add(this.#variant);
  }

  #inVariant(variant: Variant, { name, attributes, line }: XmlElement): void {
    if (name === 'parameter-set') variant.set = attributes.name ?? '';
    else if (name === 'parameter') {
      this.#parameters += 1;
      if (this.#parameters > 1 || attributes.value === undefined) variant.hasComplexParams = true;
      else variant.params.set(attributes.name ?? '', attributes.value);
    } else if (name === 'iteration') {
      variant.iterations.push(iterationOf(attributes, variant, line));
    } else if (name === 'error') {
      variant.errors.push('');
      this.#isError = true;
    }
  }

  text(text: string): void {
    const fact = environmentFacts.get(this.#environment);
    if (fact) this.#results.fact(fact, fact === 'runtime' ? `PHP ${text}` : text);
    const errors = this.#variant?.errors;
    if (this.#isError && errors) {
      errors.push(`${errors.pop() ?? ''}${text}`.slice(0, longestMessage));
    }
  }

  close(name: string): void {
    if (name === 'variant') this.#variant = null;
    else if (name === 'parameter' && this.#variant) this.#parameters -= 1;
    else if (name === 'error') this.#isError = false;
    else if (name === 'value') this.#environment = '';
    else if (name === this.#section) this.#section = '';
  }

  end(): void {
    readVariants(this.#variants, (variant) => this.#forked.has(variant), this.#results);
  }
}

export const phpbench: Format = {
  name: 'phpbench',
  title: 'PHPBench XML (--dump-file)',
  looksFor: 'a root element "phpbench"',
  testedWith: ['PHPBench 1.2.15', 'PHPBench 1.7.0'],
  values: 'one an iteration, each a process',
  metrics: 'time, peak memory',
  detect: ({ xmlRoot }) => xmlRoot === 'phpbench',
  reader: {
    kind: 'document',
    read: (text, results) => readXml(text, () => new PhpbenchDocument(results), results),
  },
};
