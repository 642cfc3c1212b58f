/** Which part of a whole is this run? What shards and single suites are joined by. */
import * as z from 'zod';

/** One of several parts that share the work of a run. */
export const shardSchema = z
  .object({ index: z.int().positive(), count: z.int().positive() })
  .refine(({ index, count }) => index <= count, 'its number is larger than how many there are');
export type Shard = z.infer<typeof shardSchema>;

export const planSchema = z.object({
  /** All suites of the configuration, in its order. */
  suites: z.array(z.string()),
  /** Null where all that was asked for was measured in one place. */
  shard: shardSchema.nullable(),
  /** The suites that were divided among the shards, or asked for; null means all. */
  asked: z.array(z.string()).nullable(),
  /** SHA-256 of what is measured and how it is decided: equal for all that may be joined. */
  digest: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal'),
});
export type Plan = z.infer<typeof planSchema>;

/** `shard 2 of 5`. */
export const shardTitle = ({ index, count }: Shard) => `shard ${index} of ${count}`;
