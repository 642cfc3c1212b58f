/** `fetch` whose answers end: in time, and at a size. */
import { RequestError } from './requestError.ts';

/** A request to the API of GitHub or GitLab may take this long; it answers in less than a second. */
const timeoutSeconds = 10;

/** 100 of GitHub's comments of 65,536 characters, of up to four bytes each, and some more. */
const maxAnswerBytes = 32 * 1024 * 1024;

/** Statuses whose answers must not have a body. */
const bodiless: ReadonlySet<number> = new Set([101, 103, 204, 205, 304]);

/**
 * All bytes of an answer.
 *
 * @throws RequestError when there are more than `maxBytes`; the rest is not read.
 */
export async function boundedBytes(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) {
      throw new RequestError(`the answer is larger than ${maxBytes} bytes`, response.status, {});
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/** Like `fetch`; rejects when the whole answer does not arrive in time, or is too large. */
export async function boundedFetch(url: string | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, {
    ...init,
    signal: AbortSignal.timeout(timeoutSeconds * 1000),
  });
  const { status, statusText, headers } = response;
  const body = await boundedBytes(response, maxAnswerBytes);
  return new Response(bodiless.has(status) ? null : Buffer.from(body), {
    status,
    statusText,
    headers,
  });
}
