import { createHash } from 'node:crypto';
import { httpOutcome } from '../../run/http-outcome.ts';
import type { ClientAttempt } from '../../run/run-files.ts';

/** A request of Artillery's HTTP engine, with everything filled in. */
export interface SentRequest {
  readonly uuid: string;
  readonly method: string;
  readonly url: string;
  readonly json?: unknown;
  readonly body?: unknown;
}

/** What came of a request: an answer, or none. */
export type Came = { readonly status: number; readonly body: string } | { readonly error: string };

/** Which request it is, and when it was sent and answered, epoch milliseconds. */
interface Place extends Pick<ClientAttempt, 'at' | 'endedAt' | 'process' | 'request' | 'attempt'> {
  /** The field of bodies that says what they are about, a name or a path with dots. */
  readonly keyField: string;
}

/**
 * A request of somebody's own script as an attempt. Its key is what its body calls itself, else what the answer does; a request
 * that only reads is about nothing. Pure.
 */
export function attemptOf({ method, url, json, body = json }: SentRequest, came: Came, place: Place): ClientAttempt {
  const { keyField, ...known } = place;
  const answered = 'status' in came ? came.body : undefined;
  const isReading = /^(GET|HEAD|OPTIONS)$/i.test(method);
  const key = isReading ? undefined : (keyIn(json ?? body, keyField) ?? keyIn(answered, keyField));
  const attempt = {
    ...known,
    key: key ?? `${known.process}/${known.attempt}`,
    digest: createHash('sha256')
      .update(JSON.stringify([method, new URL(url).pathname, body]))
      .digest('hex'),
  };
  if ('error' in came) return { ...attempt, outcome: 'info', status: null, error: came.error };
  const { status } = came;
  const outcome = httpOutcome(status);
  return { ...attempt, outcome, status, ...(outcome === 'ok' ? { answer: {} } : { error: came.body.slice(0, 300) }) };
}

function keyIn(body: unknown, field: string): string | undefined {
  if (field === '') return undefined;
  let value = typeof body === 'string' ? parsed(body) : body;
  for (const name of field.split('.')) {
    value =
      typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
