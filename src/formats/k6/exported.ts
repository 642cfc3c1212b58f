/**
 * What is a metric that `--summary-export` wrote? It tells neither type nor unit, so only of k6's own
 * trends it is known that they are times. Pure.
 */
import type { JsonObject } from '../shape.ts';
import type { Declared } from './metrics.ts';

/** Trends of k6 itself, all of them times. */
const ownTimes =
  /^(?:http_req_(?:duration|blocked|connecting|tls_handshaking|sending|waiting|receiving)|iteration_duration|group_duration|ws_connecting|ws_ping|ws_session_duration|grpc_req_duration|browser_http_req_duration|browser_web_vital_(?:fcp|fid|inp|lcp|ttfb))$/;

const ownData = new Set(['data_sent', 'data_received']);

/** By its columns; null for a trend of which nobody says whether it is a time. */
export function exportedType(name: string, entry: JsonObject): Declared | null {
  if (entry.count !== undefined) {
    return { name, type: 'counter', contains: ownData.has(name) ? 'data' : 'default' };
  }
  if (entry.passes !== undefined || entry.fails !== undefined) {
    return { name, type: 'rate', contains: 'default' };
  }
  if (entry.value !== undefined) return { name, type: 'gauge', contains: 'default' };
  return ownTimes.test(name) ? { name, type: 'trend', contains: 'time' } : null;
}
