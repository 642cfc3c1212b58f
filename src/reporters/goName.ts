/**
 * What did Go print of a benchmark? Names that were read from its text are put together again: a line
 * `pkg: …`, the function with `Benchmark`, its levels, and GOMAXPROCS. Pure.
 */
import { spelledParam } from './spelled.ts';
import { visibleText } from './visibleText.ts';

export interface GoName {
  /** Import path; null where there is none. */
  readonly package: string | null;
  /** As Go prints it, parameters last: `BenchmarkParse/small/n=10-8`. */
  readonly name: string;
}

/** Who is to be named, as src/formats/go.ts reads it. */
export interface GoIdentity {
  /** The folders of the package, the function without `Benchmark`, its levels. */
  readonly path: readonly string[];
  readonly params: readonly (readonly [name: string, value: string])[];
  /** GOMAXPROCS; null where it is not known, and what is known of it stands in the name. */
  readonly processors: number | null;
}

const domain = /^[\p{Ll}\d-]+(?:\.[\p{Ll}\d-]+)+$/u;

/** Packages there are called HOST/OWNER/REPOSITORY: owners have names of any case. */
const codeHosts = new Set(['github.com', 'gitlab.com', 'bitbucket.org']);

/** The names of most functions, and those of the others. */
const functionPatterns = [/^\p{Lu}[\p{L}\p{N}_]*$/u, /^[^\p{Ll}\s][\p{L}\p{N}_]*$/u];

/**
 * Where in a path the function stands, before which all is the package. Folders mostly begin with a small letter,
 * which no function may do; where that does not tell, there is no package.
 */
function functionPlace(path: readonly string[]): number {
  const [first = ''] = path;
  const start = codeHosts.has(first) ? 3 : domain.test(first) ? 1 : 0;
  for (const pattern of functionPatterns) {
    const place = path.findIndex((name, index) => index >= start && pattern.test(name));
    if (place >= 0) return place;
  }
  return 0;
}

const isOneLevel = (text: string) => /^[^\s/]+$/.test(text) && visibleText(text) === text;

/** The parameter that tells GOMAXPROCS where a package was run with several. */
const processorsParam = 'gomaxprocs';

/**
 * Null for what no text of Go's can have told: with a space or a slash in a name, or invisible. Parameters may be
 * circumstances, and hold anything.
 */
export function goNameOf({ path, params, processors }: GoIdentity): GoName | null {
  const place = functionPlace(path);
  const own = params.find(([name]) => name === processorsParam)?.[1];
  const levels = params
    .filter(([name]) => name !== processorsParam)
    .map((param) => param.map((text) => (isOneLevel(text) ? text : spelledParam(text))).join('='));
  const count = own ?? String(processors ?? 1);
  if (!path.every(isOneLevel) || !/^\d+$/.test(count)) return null;
  const name = [`Benchmark${path[place]}`, ...path.slice(place + 1), ...levels].join('/');
  return {
    package: place > 0 ? path.slice(0, place).join('/') : null,
    // Go prints none that is 1.
    name: count === '1' ? name : `${name}-${count}`,
  };
}
