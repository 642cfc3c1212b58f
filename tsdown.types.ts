/**
 * The types of `import … from 'perfwatch'`: plain and documented. Data is described by the schemas that
 * check it, functions by their own sources; inner types of libraries would be neither plain nor short.
 */
import { readFileSync } from 'node:fs';
import { compile } from 'json-schema-to-typescript';
import ts from 'typescript';
import * as z from 'zod';
import { configurationTypesSchema } from './src/config/jsonSchemas.ts';
import { publishedSchemas } from './src/config/publishedSchemas.ts';
import { reporters } from './src/reporters/index.ts';
import { type Comments, commentsIn } from './tsdown.comments.ts';

/** A JSON Schema, as far as it is looked at here. */
type Schema = z.core.JSONSchema.BaseSchema;

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

/** Describes each key that the sources say something about. */
function describeKeys(schema: unknown, comments: Comments): void {
  if (!isSchema(schema)) return;
  for (const [key, value] of Object.entries(schema.properties ?? {})) {
    const known = comments.keys.get(key);
    if (!known || !isSchema(value)) continue;
    describeKeys(value, known);
    if (known.text === '') continue;
    if (value.$ref !== undefined) {
      // Beside a reference, a description would make it a type of its own.
      value.allOf = [{ $ref: value.$ref }];
      delete value.$ref;
    }
    value.description = known.text;
  }
  const { items, additionalProperties, anyOf = [] } = schema;
  for (const part of [items, additionalProperties, ...anyOf]) describeKeys(part, comments);
}

/** Records of a closed list of keys, which makers of types take for records of any key. */
function listKeys({ jsonSchema }: { jsonSchema: Schema }): void {
  const { propertyNames, additionalProperties } = jsonSchema;
  if (!isSchema(propertyNames) || !propertyNames.enum) return;
  jsonSchema.properties = Object.fromEntries(
    propertyNames.enum.map((key) => [String(key), additionalProperties ?? true]),
  );
  jsonSchema.additionalProperties = false;
  delete jsonSchema.propertyNames;
}

/** The published schemas by name; where one is a part of another, it is a reference. */
function dataDefinitions(): Record<string, Schema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, { schema }] of Object.entries(publishedSchemas)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    target: 'draft-7',
    uri: (id) => `#/definitions/${id}`,
    unrepresentable: 'any',
    override: listKeys,
  });
  const commentsOf = commentsIn('src/model');
  return Object.fromEntries(
    Object.entries(publishedSchemas).map(([name, { description, type }]) => {
      const { $schema, $id, ...schema } = schemas[name] ?? {};
      describeKeys(schema, commentsOf(`${name.charAt(0).toLowerCase()}${name.slice(1)}Schema`));
      return [name, { ...schema, ...(type !== undefined && { tsType: type }), description }];
    }),
  );
}

/** Types of all data: of the configuration, as people write it, and of the published schemas. */
async function dataTypes(): Promise<string> {
  const definitions = {
    ConfigurationInput: {
      ...configurationTypesSchema(),
      description: 'As people write it; defaults may be left out.',
    },
    ...dataDefinitions(),
  };
  const names = Object.keys(definitions);
  const properties = Object.fromEntries(
    names.map((name) => [name, { $ref: `#/definitions/${name}` }]),
  );
  const everything: object = { type: 'object', properties, definitions };
  const text = await compile(everything, 'Everything', {
    bannerComment: '',
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
  });
  return text
    .replace(/^export interface Everything \{\n.*?^\}\n/ms, '')
    .replaceAll(/^ *\/\*\*\n(?: *\* @(?:min|max)Items \d+\n)+ *\*\/\n/gm, '')
    .replaceAll(/(?:\n *\*)?(?:\n *\* @(?:min|max)Items \d+)+/g, '');
}

/** Declarations of a source file by their names, as the compiler writes them. */
function declarations(file: string, names: readonly string[]): string {
  const { outputText } = ts.transpileDeclaration(readFileSync(file, 'utf8'), {
    fileName: file,
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.NodeNext },
  });
  const { statements } = ts.createSourceFile(file, outputText, ts.ScriptTarget.Latest, true);
  const found = names.map((name) => {
    const statement = statements.find(
      (one) =>
        (ts.isInterfaceDeclaration(one) ||
          ts.isTypeAliasDeclaration(one) ||
          ts.isFunctionDeclaration(one)) &&
        one.name?.text === name,
    );
    if (!statement) throw new Error(`${file} declares no ${name}`);
    const [comment] = ts.getJSDocCommentsAndTags(statement);
    return outputText.slice(comment?.getStart() ?? statement.getStart(), statement.end);
  });
  return found
    .join('\n\n')
    .replaceAll('    ', '  ')
    .replaceAll(/,? see src\/[\w/]+\.ts/g, '');
}

/** What is called otherwise where there are harnesses and reporters of perfwatch's own. */
const withoutCustom = (text: string) => text.replaceAll(/\bCustom(?=(?:Harness|Reporter)\b)/g, '');

/** What harnesses and reporters of one's own are made of. */
const customDeclarations = () =>
  [
    declarations('src/harnesses/harness.ts', [
      'Suite',
      'ProcessOutcome',
      'Tools',
      'LaunchStep',
      'LaunchRequest',
      'KnownMetric',
      'ToldMetric',
      'MetricReading',
      'DeclaredWork',
      'SourceReading',
      'NamedReading',
      'BenchmarkReading',
      'LaunchReading',
      'PreparedSuite',
      'Preparation',
    ]),
    declarations('src/harnesses/custom/customHarness.ts', ['CustomHarness']),
    declarations('src/reporters/customReporter.ts', ['ReporterOptions', 'CustomReporter']),
    declarations('src/index.ts', ['defineHarness', 'defineReporter']),
  ].map(withoutCustom);

const reporterNames = Object.keys(reporters).map((name) => `'${name}'`);

const errorTypes = `/**
 * What was refused: a file that is not there (\`document-missing\`), cannot be read as what it should be
 * (\`document-unreadable\`) or was written by a newer perfwatch (\`document-newer\`); an option that cannot
 * have this value (\`option-invalid\`).
 */
export type ErrorCode =
  'document-missing' | 'document-unreadable' | 'document-newer' | 'option-invalid';

/** Thrown where something is refused; \`message\` says in a sentence what, in another what to do about it. */
export declare class PerfwatchError extends Error {
  private constructor();
  readonly code: ErrorCode;
}`;

/** The text of `index.d.ts`. */
export async function libraryTypes(): Promise<string> {
  const parts = [
    await dataTypes(),
    `/** The reporters of \`perfwatch report --reporter\`. */
export type ReporterName =\n  | ${reporterNames.join('\n  | ')};`,
    declarations('src/index.ts', ['defineConfig']),
    ...customDeclarations(),
    declarations('src/api/readRun.ts', ['readRun', 'readReport']),
    declarations('src/model/rule.ts', ['BenchmarkOverride']),
    declarations('src/api/compareOptions.ts', ['CompareOptions']),
    declarations('src/api/compareRuns.ts', ['compareRuns']),
    declarations('src/api/render.ts', ['RenderOptions', 'render']),
    errorTypes,
  ];
  return `${parts.map((part) => part.trim()).join('\n\n')}\n`;
}
