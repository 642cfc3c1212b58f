/** What act's log, one JSON value a line, says about a run. Pure. */
import * as z from 'zod';

const entrySchema = z.object({
  msg: z.string(),
  job: z.string().optional(),
  jobID: z.string().optional(),
  jobResult: z.string().optional(),
  step: z.string().optional(),
  stepResult: z.string().optional(),
  stage: z.string().optional(),
  command: z.string().optional(),
  content: z.string().optional(),
  arg: z.string().optional(),
  kvPairs: z.record(z.string(), z.string()).nullish(),
  raw_output: z.boolean().optional(),
});
type Entry = z.infer<typeof entrySchema>;

export interface Annotation {
  readonly kind: string;
  readonly message: string;
  readonly properties: Readonly<Record<string, string>>;
}

export interface ActLog {
  /** `success` or `failure` of each job that ran, in order of their ends; a matrix has one of each. */
  readonly jobs: readonly { readonly id: string; readonly result: string }[];
  /** Results of steps by their names, as `npm ci`; of steps with one name the last. */
  readonly steps: Readonly<Record<string, string>>;
  /** What steps wrote into the job summary. */
  readonly summaries: readonly string[];
  readonly annotations: readonly Annotation[];
  /** What the steps printed. */
  readonly output: string;
}

function entryOf(line: string): Entry | null {
  try {
    return entrySchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    // act's last word is no JSON.
    return null;
  }
}

const annotationKinds = ['notice', 'warning', 'error'];

export function readActLog(text: string): ActLog {
  const entries = text.split('\n').flatMap((line) => entryOf(line) ?? []);
  return {
    jobs: entries.flatMap(({ jobID: id, jobResult: result }) =>
      id && result ? { id, result } : [],
    ),
    steps: Object.fromEntries(
      entries.flatMap(({ step, stage, stepResult }) =>
        step && stepResult && stage === 'Main' ? [[step, stepResult]] : [],
      ),
    ),
    summaries: entries.flatMap(({ command, content }) =>
      command === 'summary' && content ? content : [],
    ),
    annotations: entries.flatMap(({ command = '', arg = '', kvPairs }) =>
      annotationKinds.includes(command)
        ? { kind: command, message: arg, properties: kvPairs ?? {} }
        : [],
    ),
    output: entries.flatMap(({ raw_output, msg }) => (raw_output ? msg : [])).join(''),
  };
}
