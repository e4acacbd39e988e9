import { fraction } from '../../../kernel/fraction.ts';
import type { ClientAttempt } from '../../../run/run-files.ts';
import type { World } from '../../../system/workload.ts';
import type { PlannedCall } from './planned-call.ts';

const MAX_ATTEMPTS = 5;
const ANSWER_DEADLINE_MS = 30_000;
const BACK_OFF_MS = { first: 300, most: 4_000 };

/**
 * Asks to make a call. An unclear outcome (no answer, 5xx) is tried again with the same idempotency key after the time that was
 * asked for, or with exponential back-off and full jitter drawn from the seed. A call that is refused for now is tried again by who
 * is patient; a loud tenant has made the next one meanwhile.
 */
export async function makeCall(call: PlannedCall, process: string, world: World): Promise<void> {
  const repeat = () => send(call, `${process}/repeat`, world);
  if (call.repeat === 'at-once') {
    await Promise.all([send(call, process, world), repeat()]);
    return;
  }
  await send(call, process, world);
  if (call.repeat === 'afterwards') await repeat();
}

async function send(call: PlannedCall, process: string, world: World): Promise<void> {
  const { key, tenant, api, number: request, expected, patient } = call;
  const bucket = `${tenant}/${api}`;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const at = world.now();
    const { retryAfterMs, ...answer } = await ask(call, world);
    const known = { process, request, attempt, key, digest: bucket, asked: { bucket }, ...(expected && { expected }) };
    world.record({ at, endedAt: world.now(), ...known, ...answer });
    const again = answer.outcome === 'info' || (answer.status === 429 && patient);
    if (!again || attempt === MAX_ATTEMPTS) return;
    const ceiling = Math.min(BACK_OFF_MS.most, BACK_OFF_MS.first * 2 ** (attempt - 1));
    const jitter = ceiling * fraction(`${world.seed}/${process}/${request}/${attempt}`);
    await world.sleep((retryAfterMs ?? 0) + jitter);
  }
}

type Answer = Pick<ClientAttempt, 'outcome' | 'status' | 'error' | 'answer'> & {
  readonly retryAfterMs?: number | undefined;
};

async function ask({ key, tenant, api }: PlannedCall, { target, fetch }: World): Promise<Answer> {
  try {
    const response = await fetch(`${target}/calls/${api}`, {
      method: 'POST',
      headers: { 'x-tenant': tenant, 'idempotency-key': key },
      signal: AbortSignal.timeout(ANSWER_DEADLINE_MS),
    });
    const { status } = response;
    const text = await response.text();
    if (response.ok && isAdmission(text, key)) return { outcome: 'ok', status, answer: { label: 'admitted' } };
    const refused = status >= 400 && status < 500 && status !== 408;
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    const retryAfterMs = Number.isFinite(seconds) ? seconds * 1_000 : undefined;
    return { outcome: refused ? 'fail' : 'info', status, error: text.slice(0, 300), retryAfterMs };
  } catch (error) {
    const { name, message, cause } = error as Error & { readonly cause?: { readonly code?: string } };
    // `fetch` hides the network's own code in its cause.
    return { outcome: 'info', status: null, error: name === 'TimeoutError' ? 'ETIMEDOUT' : (cause?.code ?? message) };
  }
}

/** An admission that cannot be read, or is another's, is none. */
function isAdmission(text: string, key: string): boolean {
  try {
    const { admitted, callId } = JSON.parse(text) as { readonly admitted?: unknown; readonly callId?: unknown };
    return admitted === true && callId === key;
  } catch {
    return false;
  }
}
