/**
 * Which entries does a filter expression keep? A small language, read by recursive descent:
 *
 *     suite:go AND name~Parse AND NOT (n>100 OR align=0)
 *
 * `key:value` is equal (a `name` also by its end, from a `/` on), `*` in the value is anything; `key=value` is the same; `key!=value` is not;
 * `key~pattern` is matched by a regular expression; `<`, `<=`, `>`, `>=` compare numbers. A word by
 * itself is a part of the id. AND binds closer than OR and may be left out. Pure.
 */
import { perfwatchError } from '../../errors.ts';
import type { TableEntry, TableSide } from '../../model/tableEntry.ts';
import { type Field, fieldNamed } from './fields.ts';

export type Keeps = (entry: TableEntry) => boolean;

interface Token {
  readonly kind: 'word' | 'operator' | 'open' | 'close';
  readonly text: string;
  /** From 1. */
  readonly place: number;
  readonly isQuoted: boolean;
}

const tokenPattern =
  /\s*(?:("(?:[^"\\]|\\.)*")|([()])|(<=|>=|!=|[:=~<>])|((?:(?:param|label):)?[^\s()"<>=!~:]+(?:::[^\s()"<>=!~:]+)*)|(.))/gsy;

/** What says that a parameter or a label is meant. */
const kindPrefix = /^(?:param|label):/;

/** Deeper parentheses are nobody's filter. */
const deepest = 50;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(tokenPattern)) {
    const [whole, quoted, bracket, operator, word, odd] = match;
    const place = match.index + whole.length - whole.trimStart().length + 1;
    if (quoted !== undefined) {
      const inner = quoted.slice(1, -1).replaceAll(/\\(.)/gs, '$1');
      tokens.push({ kind: 'word', text: inner, place, isQuoted: true });
    } else if (bracket !== undefined) {
      tokens.push({
        kind: bracket === '(' ? 'open' : 'close',
        text: bracket,
        place,
        isQuoted: false,
      });
    } else if (operator !== undefined) {
      tokens.push({ kind: 'operator', text: operator, place, isQuoted: false });
    } else if (word !== undefined)
      tokens.push({ kind: 'word', text: word, place, isQuoted: false });
    else if (odd !== undefined && odd.trim() !== '')
      throw wrong(text, `"${odd}" cannot stand there`, place);
  }
  return tokens;
}

const wrong = (expression: string, problem: string, place: number) =>
  perfwatchError('filter-invalid', { expression, problem, place });

/** `10`, `1e3`, `64KiB`-like sizes are compared by their numbers; NaN for anything else. */
function numberIn(text: string): number {
  const [, digits, prefix = ''] =
    /^(-?\d+(?:\.\d+)?(?:e[-+]?\d+)?)\s*([kKMG]?i?)B?$/.exec(text) ?? [];
  if (digits === undefined) return Number.NaN;
  const power = ['', 'k', 'm', 'g'].indexOf(prefix.charAt(0).toLowerCase());
  return Number(digits) * (prefix.endsWith('i') ? 1024 : 1000) ** power;
}

function patternOf(text: string, flags: string): RegExp {
  const parts = text.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, `s${flags}`);
}

/** Whether a name matches, or its end from any `/` on: tables leave out what all names begin with. */
function matchesEnd(pattern: RegExp, name: string): boolean {
  let start = 0;
  do {
    if (pattern.test(name.slice(start))) return true;
    start = name.indexOf('/', start) + 1;
  } while (start > 0);
  return false;
}

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

class Parser {
  readonly #expression: string;
  readonly #tokens: readonly Token[];
  readonly #field: (name: string, place: number) => Field;
  #place = 0;
  #depth = 0;

  constructor(expression: string, field: (name: string, place: number) => Field) {
    this.#expression = expression;
    this.#tokens = tokensOf(expression);
    this.#field = field;
  }

  #next(): Token | undefined {
    return this.#tokens[this.#place];
  }

  #isWord(word: string): boolean {
    const token = this.#next();
    return token?.kind === 'word' && !token.isQuoted && token.text.toUpperCase() === word;
  }

  #end(): number {
    return this.#next()?.place ?? this.#expression.length + 1;
  }

  whole(): Keeps {
    const keeps = this.#either();
    const left = this.#next();
    if (left) throw wrong(this.#expression, `"${left.text}" cannot stand there`, left.place);
    return keeps;
  }

  #either(): Keeps {
    const parts = [this.#both()];
    while (this.#isWord('OR')) {
      this.#place += 1;
      parts.push(this.#both());
    }
    const [only, another] = parts;
    return only && !another ? only : (entry) => parts.some((keeps) => keeps(entry));
  }

  #both(): Keeps {
    const parts = [this.#one()];
    for (;;) {
      const next = this.#next();
      if (!next || next.kind === 'close' || this.#isWord('OR')) break;
      if (this.#isWord('AND')) this.#place += 1;
      parts.push(this.#one());
    }
    const [only, another] = parts;
    return only && !another ? only : (entry) => parts.every((keeps) => keeps(entry));
  }

  #one(): Keeps {
    this.#depth += 1;
    if (this.#depth > deepest)
      throw wrong(this.#expression, 'it is nested too deeply', this.#end());
    const keeps = this.#isWord('NOT') ? this.#negated() : this.#plain();
    this.#depth -= 1;
    return keeps;
  }

  #negated(): Keeps {
    this.#place += 1;
    const keeps = this.#one();
    return (entry) => !keeps(entry);
  }

  #plain(): Keeps {
    const token = this.#next();
    if (!token) throw wrong(this.#expression, 'something is missing', this.#end());
    this.#place += 1;
    if (token.kind === 'open') {
      const keeps = this.#either();
      if (this.#next()?.kind !== 'close')
        throw wrong(this.#expression, '")" is missing', this.#end());
      this.#place += 1;
      return keeps;
    }
    const isLone = this.#next()?.kind !== 'operator';
    if (
      token.kind !== 'word' ||
      (isLone && ['AND', 'OR'].includes(token.text.toUpperCase()) && !token.isQuoted)
    ) {
      throw wrong(this.#expression, `"${token.text}" cannot stand there`, token.place);
    }
    if (isLone && !token.isQuoted && kindPrefix.test(token.text)) {
      throw wrong(this.#expression, `a comparison is missing behind "${token.text}"`, this.#end());
    }
    if (isLone) {
      const id = this.#field('id', token.place);
      return (entry) => id(entry)?.includes(token.text) ?? false;
    }
    return this.#comparison(token);
  }

  #comparison(key: Token): Keeps {
    const operator = this.#next()?.text ?? '';
    this.#place += 1;
    const value = this.#next();
    if (value?.kind !== 'word') {
      throw wrong(
        this.#expression,
        `a value is missing behind "${key.text}${operator}"`,
        this.#end(),
      );
    }
    this.#place += 1;
    const field = this.#field(key.text, key.place);
    const compare = comparisons[operator];
    if (compare) {
      const limit = numberIn(value.text);
      if (Number.isNaN(limit))
        throw wrong(this.#expression, `"${value.text}" is no number`, value.place);
      return (entry) => compare(numberIn(field(entry) ?? ''), limit);
    }
    const pattern = operator === '~' ? this.#regularExpression(value) : patternOf(value.text, '');
    const isWanted = operator !== '!=';
    if (key.text === 'name' && operator !== '~') {
      return (entry) => matchesEnd(pattern, field(entry) ?? '') === isWanted;
    }
    return (entry) => pattern.test(field(entry) ?? '') === isWanted;
  }

  #regularExpression({ text, place }: Token): RegExp {
    try {
      return new RegExp(text, 's');
    } catch (error) {
      throw perfwatchError(
        'filter-invalid',
        { expression: this.#expression, problem: `"${text}" is no regular expression`, place },
        error,
      );
    }
  }
}

/**
 * What a filter keeps.
 *
 * @param known the names of all fields; a key that is none of them is refused
 * @throws PerfwatchError `filter-invalid`, which names the place, or `field-unknown`
 */
export function parseFilter(
  expression: string,
  sides: readonly TableSide[],
  known: readonly string[],
): Keeps {
  const names = new Set(known);
  const fieldOf = (name: string) => {
    if (!names.has(name) && !kindPrefix.test(name)) {
      throw perfwatchError('field-unknown', { field: name, fields: known });
    }
    return fieldNamed(name, sides);
  };
  return new Parser(expression, fieldOf).whole();
}
