/** What does one summary of gungraun, or of iai-callgrind as it was called before, say of its benchmark? */
import type { BenchmarkName, Results } from '../format.ts';
import type { JsonDocument } from '../jsonDocument.ts';
import { at, textOf } from '../shape.ts';
import { counterOf, type Tool } from './metrics.ts';
import { countedNow, newestVersion, type ToolTotal, totalsOf } from './totals.ts';

const tools: ReadonlyMap<string, Tool> = new Map([
  ['Callgrind', 'callgrind'],
  ['Cachegrind', 'cachegrind'],
  ['DHAT', 'dhat'],
  ['Perf', 'perf'],
  ['perf', 'perf'],
]);

/** These look for errors, or draw. */
const others = new Set(['Memcheck', 'Helgrind', 'DRD', 'Massif', 'BBV']);

/** The benchmark file, the group, the function, and the id of the case if there is one. */
export function nameOfSummary(summary: unknown): BenchmarkName | null {
  const path = (textOf(at(summary, 'module_path')) ?? '').split('::').filter(Boolean);
  const id = textOf(at(summary, 'id'));
  return path.length === 0 ? null : { path: [...path, ...(id === undefined ? [] : [id])] };
}

function readTotal(
  { counters }: ToolTotal,
  { tool, prefix }: { readonly tool: Tool; readonly prefix: string },
  name: BenchmarkName,
  { goTo }: JsonDocument,
  results: Results,
): void {
  if (!counters) {
    results.passOver(`a summary has no total of ${tool}`);
    return;
  }
  for (const [key, entry] of Object.entries(counters)) {
    goTo(counters, key);
    const counted = countedNow(entry);
    const counter = counterOf(tool, key, counted === null || counted === 'old' ? '' : counted.unit);
    if (counter.kind === 'derived') continue;
    if (counter.kind === 'unknown') results.passOver(counter.why);
    else if (counted === 'old') {
      results.passOver('a counter was only counted in the run that it was compared with');
    } else if (counted === null) results.passOver('a counter has no number');
    else {
      results.rows(1);
      const metric = { ...counter.metric, name: `${prefix}${counter.metric.name}` };
      results.series(name, metric, 'call').add(counter.toBase(counted.value));
    }
  }
}

/** Reads one summary; says why it cannot be read. */
export function readSummary(document: JsonDocument, results: Results): string | null {
  const summary = document.value;
  const version = Number(textOf(at(summary, 'version')));
  if (!(version >= 1)) return 'a summary has no version';
  if (version > newestVersion) {
    return `a summary is of version ${version}, and up to ${newestVersion} is known`;
  }
  const name = nameOfSummary(summary);
  if (!name) return 'a summary names no benchmark';
  results.fact('started-at', textOf(at(summary, 'started_at')) ?? '');
  const totals = totalsOf(document, version);
  const hasCallgrind = totals.some(({ tool }) => tool === 'Callgrind');
  for (const total of totals) {
    const tool = tools.get(total.tool);
    // Both count instructions, each in a run of its own.
    const prefix = tool === 'cachegrind' && hasCallgrind ? 'cachegrind-' : '';
    document.goTo(total.record);
    if (tool) readTotal(total, { tool, prefix }, name, document, results);
    else if (!others.has(total.tool)) results.passOver(`a tool is not known: ${total.tool}`);
  }
  return null;
}
