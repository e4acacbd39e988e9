import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Why a request is not answered. */
export interface Refusal {
  readonly status: number;
  readonly says: string;
}

/** What a request says of itself. */
export interface Asking {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** Who is let in. */
export interface Door {
  readonly port: number;
  readonly token: string;
}

const methods: Readonly<Record<string, 'GET' | 'POST'>> = {
  '/': 'GET',
  '/now': 'GET',
  '/story': 'GET',
  '/ask': 'POST',
};

/**
 * Lets in who has the token, from this page alone. A page of another origin can send requests to loopback from the same browser, and
 * one whose name resolves to loopback (DNS rebinding) even reads the answers: the first is known by its `Origin`, the second by
 * `Host`, and neither knows the token, which no browser adds by itself as it would a cookie.
 */
export function refusalOf({ method, path, headers }: Asking, { port, token }: Door): Refusal | undefined {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host = '', origin } = headers;
  if (!own.includes(host))
    return { status: 421, says: `this page is served at ${own.join(' and ')}, not at "${host}"` };
  if (origin !== undefined && origin !== `http://${host}`)
    return { status: 403, says: `a page of ${origin} asked; only the page at http://${host} may` };
  const expected = methods[path];
  if (expected === undefined) return { status: 404, says: `there is nothing at ${path}` };
  if (method !== expected) return { status: 405, says: `${path} takes ${expected}, not ${method}` };
  if (path === '/') return undefined;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin')
    return { status: 403, says: `a page of another origin asked (${site}); only the page at http://${host} may` };
  if (!isToken(headers['x-faultline-token'], token))
    return { status: 401, says: 'the address lacks the token: open the whole address that the command printed' };
  if (method === 'POST' && headers['content-type'] !== 'application/json')
    return { status: 415, says: `expected application/json, got ${headers['content-type'] ?? 'no content type'}` };
  return undefined;
}

function isToken(given: unknown, token: string): boolean {
  if (typeof given !== 'string') return false;
  const [one, other] = [Buffer.from(given), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}
