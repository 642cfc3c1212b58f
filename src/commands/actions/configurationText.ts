/** The configuration that `perfwatch init` writes, in the wanted format. Pure. */
import type { DiscoveredSuite } from '../../harnesses/harness.ts';

export type ConfigurationFormat = 'yaml' | 'ts' | 'mjs' | 'json';

export interface FoundSuite extends DiscoveredSuite {
  /** Name of the harness that found it. */
  readonly harness: string;
}

/** Names become parts of ids and folders: what may not stand there becomes `-`. */
function safeName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '') || 'suite';
}

/** Gives each suite a name of its own: the proposed one, else with its harness, else numbered. */
export function withUniqueNames(suites: readonly FoundSuite[]): FoundSuite[] {
  const taken = new Set<string>();
  return suites.map((suite) => {
    const short = safeName(suite.name).slice(0, 60);
    const candidates = [short, `${short}-${suite.harness}`];
    for (let number = 2; candidates.every((name) => taken.has(name)); number += 1) {
      candidates.push(`${short}-${suite.harness}-${number}`);
    }
    const name = candidates.find((candidate) => !taken.has(candidate)) ?? short;
    taken.add(name);
    return { ...suite, name };
  });
}

const schemaFile = './node_modules/perfwatch/dist/schemas/configuration.schema.json';

const remarks = {
  launches: 'Each suite is launched this often; its measuring time is split over the launches.',
  rounds:
    'Side by side with another commit (`run --against main`), `rounds` counts instead: 5 to 20.',
  threshold: 'Changes within ± this share do not matter.',
} as const;

/** Words that YAML takes for something else than text. */
const reservedWords = /^(null|true|false|yes|no|on|off|y|n)$/i;

/** A value as YAML of one line; JSON is YAML. */
const scalar = (value: unknown) =>
  typeof value === 'string' && /^[A-Za-z][\w./-]*$/.test(value) && !reservedWords.test(value)
    ? value
    : JSON.stringify(value);

function suiteKeys({ harness, folder, settings }: FoundSuite): Record<string, unknown> {
  return { harness, folder, ...settings };
}

function yamlText(suites: readonly FoundSuite[]): string {
  const lines = suites.flatMap((suite) => [
    `  # ${suite.evidence.replaceAll(/\s+/g, ' ')}`,
    `  ${scalar(suite.name)}:`,
    ...Object.entries(suiteKeys(suite)).map(([key, value]) => `    ${key}: ${scalar(value)}`),
  ]);
  return [
    `# yaml-language-server: $schema=${schemaFile}`,
    '',
    `# ${remarks.launches}`,
    `# ${remarks.rounds}`,
    'launches: 5',
    `# ${remarks.threshold}`,
    'threshold: 3%',
    '',
    'suites:',
    ...lines,
    '',
  ].join('\n');
}

function jsonText(suites: readonly FoundSuite[]): string {
  const configuration = {
    $schema: schemaFile,
    launches: 5,
    threshold: '3%',
    suites: Object.fromEntries(suites.map((suite) => [suite.name, suiteKeys(suite)])),
  };
  return `${JSON.stringify(configuration, null, 2)}\n`;
}

function moduleText(suites: readonly FoundSuite[]): string {
  const quoted = (value: unknown) => JSON.stringify(value);
  const lines = suites.flatMap((suite) => [
    `    // ${suite.evidence.replaceAll(/\s+/g, ' ')}`,
    `    ${quoted(suite.name)}: {`,
    ...Object.entries(suiteKeys(suite)).map(([key, value]) => `      ${key}: ${quoted(value)},`),
    '    },',
  ]);
  return [
    "import { defineConfig } from 'perfwatch';",
    '',
    'export default defineConfig({',
    `  // ${remarks.launches}`,
    `  // ${remarks.rounds}`,
    '  launches: 5,',
    `  // ${remarks.threshold}`,
    "  threshold: '3%',",
    '  suites: {',
    ...lines,
    '  },',
    '});',
    '',
  ].join('\n');
}

/** A short commented configuration of these suites (JSON cannot hold comments). */
export function configurationText(
  suites: readonly FoundSuite[],
  format: ConfigurationFormat,
): string {
  if (format === 'yaml') return yamlText(suites);
  return format === 'json' ? jsonText(suites) : moduleText(suites);
}
