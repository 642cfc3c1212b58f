/**
 * Lets the present library speak with the artifact server of act 0.2.89, which
 *
 * - answers a field that it does not know with an error, and does not know the media type;
 * - ends the signature in its addresses with a bare `=`, which the library loses.
 *
 * All else passes as it is.
 */
import * as z from 'zod';
import { listening, readAll } from '../github/server.ts';

const createPath = '/twirp/github.actions.results.api.v1.ArtifactService/CreateArtifact';

function withoutMediaType(text: string): string {
  const { mime_type: _, ...known } = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  return JSON.stringify(known);
}

/** For ACTIONS_RUNTIME_URL. The blobs go to act's server directly: it names itself in its answers. */
export async function startArtifactProxy(
  port: number,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  return await listening(async (request, response) => {
    const path = request.url ?? '/';
    const text = await readAll(request);
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: request.method ?? 'GET',
      headers: { 'content-type': 'application/json' },
      ...(text !== '' && { body: path === createPath ? withoutMediaType(text) : text }),
    });
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end((await answer.text()).replace('=&expires=', '%3D&expires='));
  });
}
