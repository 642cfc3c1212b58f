/** Damages text as pipes, editors, merges and disks do; the same for the same seed. */

/** Marsaglia's xorshift: quick, and the same everywhere. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % Math.max(1, below);
  };
}

const oddities = [
  'NaN',
  '-Infinity',
  '1e999',
  '-1',
  '0',
  '""',
  'null',
  '[]',
  '{}',
  '"__proto__":1,',
  '12,5',
  '\u0000',
  '\uFEFF',
  '\u001B[31m',
  '\r\n',
  '\n',
  '}',
  ']',
  '<x>',
  '&bogus;',
  'warning: something on standard error\n',
  '99999999999999999999',
];

type Mutation = (text: string, random: (below: number) => number) => string;

const mutations: readonly Mutation[] = [
  (text, random) => text.slice(0, random(text.length)),
  (text, random) => text.slice(random(text.length)),
  (text, random) => {
    const place = random(text.length);
    return text.slice(0, place) + text.slice(place + 1 + random(40));
  },
  (text, random) => {
    const place = random(text.length);
    return text.slice(0, place) + (oddities[random(oddities.length)] ?? '') + text.slice(place);
  },
  (text, random) => {
    const place = random(text.length);
    return text.slice(0, place) + String.fromCharCode(random(0x2ff)) + text.slice(place + 1);
  },
  (text, random) => {
    const [start, other] = [random(text.length), random(text.length)];
    return text.slice(0, other) + text.slice(start, start + random(200)) + text.slice(other);
  },
  (text) => text + text,
  (text) => text.replaceAll('\n', '\r\n'),
  (text, random) => {
    const numbers = [...text.matchAll(/\d+(?:\.\d+)?/g)];
    const found = numbers[random(numbers.length)];
    if (!found) return text;
    const odd = oddities[random(oddities.length)] ?? '';
    return text.slice(0, found.index) + odd + text.slice(found.index + found[0].length);
  },
  (text, random) => {
    const lines = text.split('\n');
    const [from, to] = [random(lines.length), random(lines.length)];
    const line = lines[from] ?? '';
    return lines.toSpliced(from, 1).toSpliced(to, 0, line).join('\n');
  },
];

/** One to three damages. */
export function mutated(text: string, random: (below: number) => number): string {
  let found = text;
  for (let count = 1 + random(3); count > 0; count -= 1) {
    found = mutations[random(mutations.length)]?.(found, random) ?? found;
  }
  return found;
}
