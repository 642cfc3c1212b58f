/**
 * The service that keeps artifacts, as far as an upload needs it: the calls of
 * `github.actions.results.api.v1.ArtifactService` as JSON, and the block blobs of Azure behind the
 * signed addresses that it gives out. Calls that the real one would refuse are refused.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { unzipSync } from 'fflate';
import * as z from 'zod';
import { listening } from './github/server.ts';

const idsSchema = z.object({
  workflow_run_backend_id: z.string().min(1),
  workflow_job_run_backend_id: z.string().min(1),
  name: z.string().regex(/^[^":<>|*?\r\n\\/]{1,255}$/),
});
const createSchema = idsSchema.extend({
  version: z.literal(7),
  mime_type: z.literal('application/zip'),
  expires_at: z.iso.datetime().optional(),
});
const finalizeSchema = idsSchema.extend({
  // int64 is text in the JSON of protocol buffers.
  size: z.string().regex(/^\d+$/),
  hash: z.string().regex(/^sha256:[0-9a-f]{64}$/),
});

export interface KeptArtifact {
  readonly name: string;
  readonly expiresAt: string | null;
  /** Files by their paths in the zip. */
  readonly files: Readonly<Record<string, string>>;
}

export interface ResultsService {
  /** For ACTIONS_RESULTS_URL. */
  readonly url: string;
  /** For ACTIONS_RUNTIME_TOKEN: a JSON Web Token whose scope says which run and job it is. */
  readonly token: string;
  /** What was uploaded whole. */
  kept(): readonly KeptArtifact[];
  /** Another job's artifact of this name. */
  take(name: string): void;
  /** All calls are answered so. */
  fail(status: number): void;
  /** What was asked wrongly since the start: nothing, it is to be hoped. */
  refused(): readonly string[];
  stop(): Promise<void>;
}

interface Upload {
  readonly expiresAt: string | null;
  readonly blocks: Map<string, Buffer>;
  content: Buffer | null;
  isFinal: boolean;
}

const servicePath = '/twirp/github.actions.results.api.v1.ArtifactService/';
const backend = { run: 'run-of-this-test', job: 'job-of-this-test' };
const signature = 'c2lnbmVk';

const token = [
  { alg: 'HS256', typ: 'JWT' },
  { scp: `Actions.Results:${backend.run}:${backend.job}` },
]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .concat('c2lnbmF0dXJlLVNFQ1JFVA')
  .join('.');

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

export async function startResultsService(): Promise<ResultsService> {
  const uploads = new Map<string, Upload>();
  const refused: string[] = [];
  let failure: number | null = null;
  let url = '';

  const answer = (response: ServerResponse, status: number, body: unknown) => {
    if (status >= 400) refused.push(JSON.stringify(body));
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };

  const checkIds = (ids: z.infer<typeof idsSchema>) => {
    const { workflow_run_backend_id: run, workflow_job_run_backend_id: job } = ids;
    if (run !== backend.run || job !== backend.job) throw new Error('not this job');
  };

  function create(body: unknown, response: ServerResponse): void {
    const asked = createSchema.parse(body);
    checkIds(asked);
    if (uploads.has(asked.name)) {
      response.writeHead(409, { 'content-type': 'application/json' });
      const msg = 'an artifact with this name already exists on the workflow run';
      response.end(JSON.stringify({ code: 'already_exists', msg }));
      return;
    }
    uploads.set(asked.name, {
      expiresAt: asked.expires_at ?? null,
      blocks: new Map(),
      content: null,
      isFinal: false,
    });
    const signed = `${url}/blobs/${encodeURIComponent(asked.name)}?se=2030&sig=${signature}`;
    answer(response, 200, { ok: true, signed_upload_url: signed });
  }

  function finalize(body: unknown, response: ServerResponse): void {
    const { name, size, hash, ...ids } = finalizeSchema.parse(body);
    checkIds({ ...ids, name });
    const upload = uploads.get(name);
    if (!upload?.content) throw new Error(`nothing was uploaded for ${name}`);
    const digest = createHash('sha256').update(upload.content).digest('hex');
    if (Number(size) !== upload.content.length || hash !== `sha256:${digest}`) {
      throw new Error(`size or hash of ${name} is wrong`);
    }
    upload.isFinal = true;
    answer(response, 200, { ok: true, artifact_id: String(4000 + uploads.size) });
  }

  /** "Put Block", "Put Block List" and "Put Blob" of Azure's blob service. */
  function putBlob(address: URL, request: IncomingMessage, bytes: Buffer): void {
    if (address.searchParams.get('sig') !== signature) throw new Error('not signed');
    if (request.headers.authorization) throw new Error('a signed address needs no token');
    const upload = uploads.get(decodeURIComponent(address.pathname.slice('/blobs/'.length)));
    if (request.method !== 'PUT' || !upload) throw new Error('no such blob');
    const comp = address.searchParams.get('comp');
    if (comp === 'block') {
      upload.blocks.set(address.searchParams.get('blockid') ?? '', bytes);
    } else if (comp === 'blocklist') {
      const ids = [...bytes.toString().matchAll(/<Latest>([^<]+)<\/Latest>/g)];
      const blocks = ids.map(([, id = '']) => {
        const block = upload.blocks.get(id);
        if (!block) throw new Error(`there is no block ${id}`);
        return block;
      });
      upload.content = Buffer.concat(blocks);
    } else if (request.headers['x-ms-blob-type'] === 'BlockBlob') {
      upload.content = bytes;
    } else {
      throw new Error('not a way to write a blob');
    }
  }

  const { url: ownUrl, stop } = await listening(async (request, response) => {
    const bytes = await bytesOf(request);
    const address = new URL(request.url ?? '/', url);
    if (failure !== null) {
      response.writeHead(failure, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ code: 'unavailable', msg: 'not today' }));
      return;
    }
    try {
      if (address.pathname.startsWith('/blobs/')) {
        putBlob(address, request, bytes);
        response.writeHead(201, { etag: '"1"', 'x-ms-request-id': '1' });
        response.end();
        return;
      }
      if (request.headers.authorization !== `Bearer ${token}`) throw new Error('a wrong token');
      const body: unknown = JSON.parse(bytes.toString());
      if (address.pathname === `${servicePath}CreateArtifact`) create(body, response);
      else if (address.pathname === `${servicePath}FinalizeArtifact`) finalize(body, response);
      else throw new Error(`there is no ${address.pathname}`);
    } catch (error) {
      answer(response, 400, { code: 'invalid_argument', msg: String(error) });
    }
  });
  url = ownUrl;

  return {
    url,
    token,
    kept: () =>
      [...uploads].flatMap(([name, { isFinal, content, expiresAt }]) => {
        if (!isFinal || !content) return [];
        const files = Object.entries(unzipSync(content)).map(
          ([path, file]) => [path, Buffer.from(file).toString()] as const,
        );
        return [{ name, expiresAt, files: Object.fromEntries(files) }];
      }),
    take: (name) =>
      void uploads.set(name, { expiresAt: null, blocks: new Map(), content: null, isFinal: false }),
    fail: (status) => {
      failure = status;
    },
    refused: () => refused,
    stop,
  };
}
