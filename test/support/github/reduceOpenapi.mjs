/**
 * Reduces GitHub's official OpenAPI description to the operations that perfwatch uses and the schemas
 * that they refer to. Once for each new version:
 *
 *   npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-*.tgz
 *   node test/support/github/reduceOpenapi.mjs package > fixtures/github/openapi.json
 *
 * Examples, descriptions and links into the documentation are left out: no check looks at them.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const repository = '/repos/{owner}/{repo}';

const operations = {
  '/user': ['get'],
  [repository]: ['get'],
  [`${repository}/actions/artifacts/{artifact_id}/{archive_format}`]: ['get'],
  [`${repository}/actions/runs/{run_id}`]: ['get'],
  [`${repository}/actions/runs/{run_id}/artifacts`]: ['get'],
  [`${repository}/contents/{path}`]: ['get', 'put'],
  [`${repository}/git/commits`]: ['post'],
  [`${repository}/git/commits/{commit_sha}`]: ['get'],
  [`${repository}/git/ref/{ref}`]: ['get'],
  [`${repository}/git/refs`]: ['post'],
  [`${repository}/git/refs/{ref}`]: ['patch', 'delete'],
  [`${repository}/git/trees`]: ['post'],
  [`${repository}/issues`]: ['get', 'post'],
  [`${repository}/issues/{issue_number}`]: ['get', 'patch'],
  [`${repository}/issues/{issue_number}/comments`]: ['get', 'post'],
  [`${repository}/issues/comments/{comment_id}`]: ['get', 'patch', 'delete'],
  [`${repository}/pulls`]: ['get', 'post'],
  [`${repository}/pulls/{pull_number}`]: ['get', 'patch'],
};

/** Keys of OpenAPI itself that say nothing about what is allowed. */
const unneeded = new Set(['example', 'examples', 'description', 'externalDocs', 'summary', 'tags']);

/** In these, keys are names out of the API, which may be called `description`, too. */
const namedByApi = new Set([
  'properties',
  'paths',
  'schemas',
  'parameters',
  'responses',
  'headers',
]);

function slim(value, key) {
  if (Array.isArray(value)) return value.map((item) => slim(item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([name]) => namedByApi.has(key) || !(unneeded.has(name) || name.startsWith('x-')),
  );
  return Object.fromEntries(entries.map(([name, item]) => [name, slim(item, name)]));
}

/** A response has to have a description, which may be empty. */
function describeResponses(value) {
  for (const response of Object.values(value.responses ?? {})) {
    if (!response.$ref) response.description = '';
  }
}

function references(value, found) {
  if (typeof value !== 'object' || value === null) return;
  if (typeof value.$ref === 'string') found.add(value.$ref);
  for (const item of Object.values(value)) references(item, found);
}

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Name the folder of the unpacked package @octokit/openapi.');
const full = JSON.parse(readFileSync(join(folder, 'generated/api.github.com.json'), 'utf8'));

const paths = {};
for (const [path, methods] of Object.entries(operations)) {
  const { parameters } = full.paths[path];
  paths[path] = slim({ ...(parameters && { parameters }) });
  for (const method of methods) {
    paths[path][method] = slim(full.paths[path][method]);
    describeResponses(paths[path][method]);
  }
}

const components = {};
const pending = new Set();
references(paths, pending);
for (const reference of pending) {
  const [kind, name] = reference.replace('#/components/', '').split('/');
  components[kind] ??= {};
  components[kind][name] = slim(full.components[kind][name], '');
  references(components[kind][name], pending);
}
describeResponses(components);
for (const kind of Object.keys(components)) {
  components[kind] = Object.fromEntries(Object.entries(components[kind]).sort());
}

const { title, version, license } = full.info;
const reduced = { openapi: full.openapi, info: { title, version, license }, paths, components };
process.stdout.write(`${JSON.stringify(reduced, null, 1)}\n`);
