import type { Answer } from './injector.ts';

interface Readable {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Frees the connection of an answer that nobody will read. */
export function discard(answer: Answer): void {
  const { body } = answer as { body?: { resume?: () => void } };
  body?.resume?.();
}

/** An answer that was read to its end, and can be read again. */
export interface BufferedAnswer {
  readonly answer: Answer;
  readonly body: Uint8Array;
  readonly succeeded: boolean;
}

/** Reads an answer to its end. */
export async function buffered(answer: Answer): Promise<BufferedAnswer> {
  const { statusCode = 0, body } = answer as Readable;
  const bytes = await bytesOf(body);
  return { answer: { ...answer, body: bytes }, body: bytes, succeeded: statusCode >= 200 && statusCode < 300 };
}

/** The same answer with another JSON body. */
export function withJson(answer: Answer, content: unknown): Answer {
  const { headers = {} } = answer as Readable;
  const { 'content-length': _length, 'x-amz-crc32': _sum, ...rest } = headers;
  return { ...answer, headers: rest, body: new TextEncoder().encode(JSON.stringify(content)) };
}

async function bytesOf(body: unknown): Promise<Uint8Array> {
  if (body === undefined || body === null) return new Uint8Array();
  if (body instanceof Uint8Array) return body;
  if (typeof body === 'string') return new TextEncoder().encode(body);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array | string>) chunks.push(Buffer.from(chunk as string));
  return Buffer.concat(chunks);
}
