/**
 * Which CI service runs this? ci-info knows the variables that each one sets. It looks at them when
 * it is loaded, and at those of this process only; so its list is read here, and asked about the
 * environment that is given. Pure.
 */
import vendors from 'ci-info/vendors.json' with { type: 'json' };
import * as z from 'zod';

type Environment = Readonly<Record<string, string | undefined>>;

export interface CiService {
  /** As ci-info calls it: `GITHUB_ACTIONS`, `GITLAB`, … */
  readonly id: string;
  /** For people: `GitHub Actions`, `GitLab CI`, … */
  readonly name: string;
}

const containedSchema = z.strictObject({ env: z.string(), includes: z.string() });
const anySchema = z.strictObject({ any: z.array(z.string()) });
const valuesSchema = z.record(z.string(), z.string());

/** By what a service is known: a variable that is set, part of one, one of several, or its value. */
const conditionSchema = z.union([z.string(), containedSchema, anySchema, valuesSchema]);
type Condition = z.infer<typeof conditionSchema>;

const servicesSchema = z.array(
  z.object({
    name: z.string(),
    constant: z.string(),
    env: z.union([conditionSchema, z.array(conditionSchema)]),
  }),
);

function holds(condition: Condition, env: Environment): boolean {
  if (typeof condition === 'string') return Boolean(env[condition]);
  const contained = containedSchema.safeParse(condition).data;
  if (contained) return env[contained.env]?.includes(contained.includes) ?? false;
  const any = anySchema.safeParse(condition).data;
  if (any) return any.any.some((name) => Boolean(env[name]));
  return Object.entries(condition).every(([name, value]) => env[name] === value);
}

/**
 * The CI service of this environment; null where none is known, also with `CI=false`. Where several
 * seem to be it, as one runs inside of another, it is the last one of ci-info's list, as in ci-info.
 */
export function ciServiceOf(env: Environment): CiService | null {
  if (env.CI === 'false') return null;
  const found = servicesSchema
    .parse(vendors)
    .findLast(({ env: conditions }) =>
      [conditions].flat().every((condition) => holds(condition, env)),
    );
  return found ? { id: found.constant, name: found.name } : null;
}
