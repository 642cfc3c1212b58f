/** What `perfwatch formats` does. */
import { exitCodes } from '../../errors.ts';
import type { Format } from '../../formats/format.ts';
import { formats } from '../../formats/index.ts';
import { displayWidth, flow, pad } from '../../text.ts';
import type { CommandContext } from '../options.ts';

export interface FormatsOptions {
  readonly json?: true;
}

/** Lines that are longer are hard to follow. */
const widestLine = 100;

/** Below this, names stand above what is said of them, and not beside it. */
const narrowest = 60;

const howToName =
  'Which one a file is of, its content tells; where it does not, name it: compare --from NAME, import --format NAME.';

/** Name, title and what it is recognised by, within so many columns. */
function textOf(known: readonly Format[], columns: number): string {
  const width = Math.min(columns, widestLine);
  const names = Math.max(...known.map(({ name }) => displayWidth(name)));
  const isNarrow = width < narrowest;
  const indent = ' '.repeat(isNarrow ? 4 : names + 4);
  const wrapped = (text: string) => flow(text.split(' '), ' ', Math.max(width - indent.length, 1));
  const blocks = known.map(({ name, title, looksFor }) => {
    const told = [...wrapped(title), ...wrapped(`recognised by ${looksFor}`)];
    if (isNarrow) return [`  ${name}`, ...told.map((line) => indent + line)];
    const [first = '', ...others] = told;
    return [`  ${pad(name, names, 'right')}  ${first}`, ...others.map((line) => indent + line)];
  });
  const beginning = flow(`${known.length} formats. ${howToName}`.split(' '), ' ', width);
  return `${[beginning, ...blocks].map((lines) => `${lines.join('\n')}\n`).join('\n')}`;
}

/** The same for programs; keys are only ever added. */
const forPrograms = ({
  name,
  title,
  looksFor,
  testedWith,
  values,
  metrics,
  launchedBy,
}: Format) => ({
  name,
  title,
  recognisedBy: looksFor,
  testedWith,
  values,
  metrics,
  launchedBy: launchedBy ?? null,
});

export function executeFormats({ json }: FormatsOptions, { io }: CommandContext): number {
  io.stdout.write(
    json
      ? `${JSON.stringify(formats.map(forPrograms), null, 2)}\n`
      : textOf(formats, io.stdout.columns),
  );
  return exitCodes.ok;
}
