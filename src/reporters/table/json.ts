/** Tables as JSON, for scripts: everything that is known of each cell, in base units. */
import { jsonText } from '../jsonText.ts';
import type { TableReporter } from './tableReporter.ts';

export const jsonTables: TableReporter = {
  render({ comparison }) {
    return jsonText({ schema: 'perfwatch/comparison', version: 1, ...comparison });
  },
};
