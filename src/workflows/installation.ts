/** What a workflow has to know of the project: how jobs get perfwatch, and where its configuration is. */
import { shellWord } from '../text.ts';

/** How perfwatch comes into the job. */
export interface Installation {
  /** Commands, in order; `node_modules/perfwatch` is there after them. */
  readonly commands: readonly string[];
  /** Path of the configuration from the root of the repository; null where it is found there by itself. */
  readonly config: string | null;
}

/** Text as YAML, in quotes only where it needs them; JSON's are YAML's, too. */
export const scalar = (text: string): string =>
  /^[\w./-][\w./ -]*$/.test(text) ? text : JSON.stringify(text);

/** A command of perfwatch with the option for the configuration. */
export const commandLine = (command: string, { config }: Installation): string =>
  config === null ? command : `${command} --config ${shellWord(config)}`;

/** A command as a value in YAML. */
export const commandText = (line: string): string =>
  /: | #/.test(line) ? JSON.stringify(line) : line;
