/** The smallest values that GitHub's own description allows: what the test server answers is built on them. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

export const openapiFile = fileURLToPath(
  new URL('../../../fixtures/github/openapi.json', import.meta.url),
);

interface Schema {
  $ref?: string | undefined;
  type?: string | undefined;
  format?: string | undefined;
  nullable?: boolean | undefined;
  enum?: unknown[] | undefined;
  minItems?: number | undefined;
  required?: string[] | undefined;
  properties?: Record<string, Schema> | undefined;
  items?: Schema | undefined;
  allOf?: Schema[] | undefined;
  anyOf?: Schema[] | undefined;
  oneOf?: Schema[] | undefined;
}

const schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.string().optional(),
    format: z.string().optional(),
    nullable: z.boolean().optional(),
    enum: z.array(z.unknown()).optional(),
    minItems: z.number().optional(),
    required: z.array(z.string()).optional(),
    properties: z.record(z.string(), schema).optional(),
    items: schema.optional(),
    allOf: z.array(schema).optional(),
    anyOf: z.array(schema).optional(),
    oneOf: z.array(schema).optional(),
  }),
);

const { schemas } = z
  .object({ components: z.object({ schemas: z.record(z.string(), schema) }) })
  .parse(JSON.parse(readFileSync(openapiFile, 'utf8'))).components;

const texts: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T00:00:00Z',
  uri: 'https://github.test/',
  email: 'someone@github.test',
};

function named(name: string): Schema {
  const found = schemas[name];
  if (!found) throw new Error(`fixtures/github/openapi.json has no schema ${name}`);
  return found;
}

function build(of: Schema): unknown {
  if (of.nullable) return null;
  if (of.$ref) return build(named(of.$ref.split('/').at(-1) ?? ''));
  if (of.enum) return of.enum[0];
  const [choice] = of.anyOf ?? of.oneOf ?? [];
  if (choice) return build(choice);
  if (of.allOf) return Object.assign({}, ...of.allOf.map(build));
  if (of.type === 'array') return [];
  if (of.type === 'integer' || of.type === 'number') return 1;
  if (of.type === 'boolean') return false;
  if (of.type === 'string') return texts[of.format ?? ''] ?? 'text';
  const { properties = {}, required = [] } = of;
  return Object.fromEntries(required.map((name) => [name, build(properties[name] ?? {})]));
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** The smallest object of a schema that the description names. */
export function sample(name: string): JsonObject {
  return z.record(z.string(), z.unknown()).parse(build({ ...named(name), nullable: false }));
}
