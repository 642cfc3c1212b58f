/** The keys of a suite that only gungraun knows. */
import * as z from 'zod';
import { cargoSettingsOf } from '../cargo/settings.ts';

/** Options that perfwatch gives itself, or that make a program do something else than to measure. */
const isOwn = (word: string) =>
  /^(?:--(?:list|output-format|home|(?:load-|save-)?baseline|test|bench|help|version)(?:=.*)?|-[hV])$/.test(
    word,
  );

export const gungraunSettingsSchema = z.strictObject({
  ...cargoSettingsOf('gungraun'),
  arguments: z
    .array(z.string().regex(/^-/, 'write an option with its value in one word: "--tools=dhat"'))
    .default([])
    .refine(
      (words) => !words.some(isOwn),
      'leave --list, --output-format, --home, --test and the baselines to perfwatch',
    )
    .describe(
      'Further options of the benchmark programs, each in one word, e.g. ["--tools=dhat"], which counts allocations as well.',
    ),
  metrics: z
    .union([z.literal('all'), z.array(z.string().min(1)).min(1)])
    .optional()
    .describe(
      'Names of the metrics that are read of what is measured, e.g. ["instructions", "estimated-cycles"], or "all". Default: instructions, allocated and allocations.',
    ),
});
export type GungraunSettings = z.infer<typeof gungraunSettingsSchema>;
