import type { HttpAnswer } from '../realm/owner.ts';

/** An answer of one of AWS's JSON protocols. */
export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    status,
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'content-length': String(Buffer.byteLength(text)),
      ...headers,
    },
    body: text,
  };
}

/** An error of one of AWS's JSON protocols. */
export function failure(
  code: string,
  message: string,
  status = 400,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return json({ __type: code, message }, status, { 'x-amzn-errortype': code, ...headers });
}
