/** The keys of a suite that only JMH knows. */
import * as z from 'zod';
import { argvOf, commandLineSchema } from '../commandLine.ts';

/** Options that perfwatch gives itself, or that make JMH do something else than to measure. */
const ownOptions = new Set(['-f', '-foe', '-rf', '-rff', '-o', '-v', '-h']);

const isOwn = (word: string) =>
  ownOptions.has(word) || /^(?:-l(?:p|rf|prof)?|-(?:f|foe|rf|rff|o|v)=.*|--help)$/.test(word);

export const jmhSettingsSchema = z.strictObject({
  jar: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The jar of the benchmarks after building, relative to the folder of the suite. Default: target/benchmarks.jar, or the one build/libs/*-jmh.jar.',
    ),
  build: z
    .union([commandLineSchema.transform(argvOf), z.literal(false)])
    .optional()
    .describe(
      'Command that builds the jar before measuring, without a shell: a list of program and arguments, or one string that is split at spaces; false builds nothing. Default: Maven where there is a pom.xml, Gradle where there is a build.gradle or build.gradle.kts.',
    ),
  include: z
    .array(z.string().regex(/^[^-]/, 'write an expression; options belong into `arguments`'))
    .default([])
    .describe(
      'Runs only the benchmarks that one of these matches: regular expressions of Java, searched in names like "org.example.Parsing.parse". Default: all.',
    ),
  arguments: z
    .array(z.string().min(1))
    .default([])
    .refine(
      (words) => !words.some(isOwn),
      'leave -f, -foe, -rf, -rff, -o, -v and the lists to perfwatch: each launch is one fork',
    )
    .describe(
      'Further options of JMH, each word by itself, e.g. ["-p", "size=100", "-prof", "gc"]. -i, -r, -wi and -w given here win over perfwatch\'s.',
    ),
});
export type JmhSettings = z.infer<typeof jmhSettingsSchema>;
