/** The text of a file in Go's benchmark format (https://go.dev/design/14313-benchmark-format), from its parts. Pure. */
import type { Direction } from '../model/metric.ts';
import { visibleText } from './visibleText.ts';

/** Lines of results under the same configuration lines. */
export interface ResultBlock {
  readonly configuration: readonly (readonly [key: string, value: string])[];
  readonly lines: readonly string[];
}

/** A key begins with a small letter, and has neither capital ones nor spaces. */
export function configurationKey(name: string): string {
  const key = visibleText(name)
    .toLowerCase()
    .replaceAll(/[\s:\p{Lu}]+/gu, '-');
  return /^\p{Ll}/u.test(key) ? key : `label-${key}`;
}

/** All lines hold until they are said again, and an empty one takes back. */
function blockLines({ configuration, lines }: ResultBlock, held: Set<string>): string[] {
  const own = new Map(
    configuration.map(([key, value]) => [key, visibleText(value).trim()] as const),
  );
  const over = [...held].filter((key) => !own.get(key));
  const told = [...own].filter(([, value]) => value !== '');
  for (const key of over) held.delete(key);
  for (const [key] of told) held.add(key);
  return [
    ...over.map((key) => `${key}:`),
    ...told.map(([key, value]) => `${key}: ${value}`),
    ...lines,
  ];
}

/** Blocks of the same configuration as one, in the place of the first one. */
function joined(blocks: readonly ResultBlock[]): ResultBlock[] {
  const found = new Map<string, { configuration: ResultBlock['configuration']; lines: string[] }>();
  for (const { configuration, lines } of blocks) {
    const key = JSON.stringify(configuration);
    const known = found.get(key);
    if (known) for (const line of lines) known.lines.push(line);
    else found.set(key, { configuration, lines: [...lines] });
  }
  return [...found.values()];
}

/**
 * All of it, ending in a line break. Nothing is said about a unit of which nobody told which values are
 * better.
 */
export function benchmarkFormatText(
  units: ReadonlyMap<string, Direction>,
  blocks: readonly ResultBlock[],
): string {
  const held = new Set<string>();
  const parts = [
    [...units].map(
      ([unit, direction]) =>
        `Unit ${unit} better=${direction === 'lower-is-better' ? 'lower' : 'higher'}`,
    ),
    ...joined(blocks).map((block) => blockLines(block, held)),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}
