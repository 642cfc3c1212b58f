/** Finds and reads the configuration. */
import { access, readFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { type PerfwatchError, perfwatchError, problemOf } from '../errors.ts';
import { extensions, nearestConfiguration } from './find.ts';
import { defaultExport } from './modules.ts';
import { configurationProblems } from './problems.ts';
import { type Configuration, configurationSchema } from './schema.ts';

export interface LoadedConfiguration {
  readonly configuration: Configuration;
  /** Absolute path of the file. */
  readonly file: string;
  /** The folder of the file: what paths in it are relative to. */
  readonly folder: string;
}

/** The whole text; Windows editors begin it with a byte order mark, which is no part of it. */
async function readText(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
}

async function readYaml(file: string): Promise<unknown> {
  const { parse } = await import('yaml');
  const text = await readText(file);
  try {
    // Its warnings would go to standard error past everything; what matters is an error below.
    return parse(text, { logLevel: 'error' });
  } catch (error) {
    // The message goes on with the line itself and an arrow below it, which need several lines.
    const [fact] = problemOf(error).split(/:\s/);
    throw new SyntaxError(fact, { cause: error });
  }
}

async function readValue(file: string): Promise<unknown> {
  switch (extname(file)) {
    case '.json': {
      const text = await readText(file);
      return text.trim() === '' ? undefined : JSON.parse(text);
    }
    case '.yaml':
    case '.yml':
      return readYaml(file);
    case '.ts':
    case '.mts':
    case '.js':
    case '.mjs':
    case '.cjs':
      return defaultExport(file);
    default:
      throw new TypeError(
        `its name ends in none of ${extensions.map((one) => `.${one}`).join(', ')}`,
      );
  }
}

/** An empty module that is not written for `import` exports an object without keys. */
function isEmpty(value: unknown): boolean {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return value === undefined || value === null || (isObject && Object.keys(value).length === 0);
}

function unreadable(file: string, problem: string, cause?: unknown): PerfwatchError {
  return perfwatchError('configuration-unreadable', { file, problem }, cause);
}

/**
 * Loads the configuration: of `--config` if given, else the nearest from `cwd` upwards.
 *
 * @throws PerfwatchError `configuration-missing`, `-not-found`, `-ambiguous`, `-unreadable` (also for
 * one that throws when it is imported) or `-invalid`, with the paths of all bad keys.
 */
export async function loadConfiguration(
  cwd: string,
  named: string | undefined,
): Promise<LoadedConfiguration> {
  const file = named === undefined ? await nearestConfiguration(cwd) : resolve(cwd, named);
  if (file === null) throw perfwatchError('configuration-missing', { folder: cwd });
  if (named !== undefined) {
    await access(file).catch((error: unknown) => {
      throw perfwatchError('configuration-not-found', { file }, error);
    });
  }
  let value: unknown;
  try {
    value = await readValue(file);
  } catch (error) {
    throw unreadable(file, problemOf(error), error);
  }
  if (isEmpty(value)) {
    throw unreadable(file, 'it is empty, or does not export a configuration as its default');
  }
  const parsed = configurationSchema.safeParse(value);
  if (!parsed.success) {
    const problems = configurationProblems(parsed.error);
    throw perfwatchError('configuration-invalid', { file, problems }, parsed.error);
  }
  return { configuration: parsed.data, file, folder: dirname(file) };
}
