/** In which colour is a verdict shown? It is never the colour alone that tells it. */
import type { ChalkInstance } from 'chalk';
import type { Counted } from './words.ts';

type Paint = (text: string) => string;

export const paints = (chalk: ChalkInstance): Readonly<Record<Counted, Paint>> => ({
  slower: chalk.red,
  worse: chalk.red,
  failed: chalk.red,
  missing: chalk.yellow,
  'nothing to compare': chalk.yellow,
  faster: chalk.green,
  better: chalk.green,
  changed: chalk.yellow,
  undecided: chalk.yellow,
  unchanged: chalk.dim,
});
