import { createHash } from 'node:crypto';
import { fraction } from '../../../kernel/fraction.ts';
import type { ClientAttempt } from '../../../run/run-files.ts';
import type { World } from '../../../system/workload.ts';
import { type Written, writtenAnew } from './handwriting.ts';
import type { PlannedOrder } from './planned-order.ts';

const MAX_ATTEMPTS = 6;
/** A little longer than API Gateway itself waits for a function: less would answer overload with more load. */
const ANSWER_DEADLINE_MS = 30_000;
const BACK_OFF_MS = { first: 500, most: 8_000 };

/**
 * Places an order as a careful client does: an unclear outcome (no answer, 5xx, 429, a 2xx without an order) is tried again
 * with the same idempotency key and the same order, though not always in the same hand, with exponential back-off and full
 * jitter drawn from the seed, as long as the budget of retries allows it.
 */
export async function placeOrder(order: PlannedOrder, process: string, world: World): Promise<void> {
  const repeat = () => send(order, `${process}/repeat`, world);
  if (order.repeat === 'at-once') {
    await Promise.all([send(order, process, world), repeat()]);
    return;
  }
  await send(order, process, world);
  if (order.repeat === 'afterwards') await repeat();
}

async function send(order: PlannedOrder, process: string, world: World): Promise<void> {
  // Of what is asked for, not of how it is written.
  const digest = createHash('sha256').update(JSON.stringify(order.body)).digest('hex');
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const at = world.now();
    const { key, expected, number: request } = order;
    const draw = (what: string) => fraction(`${world.seed}/${process}/${request}/${attempt}/${what}`);
    const answer = await post(`${world.target}/orders`, writtenAnew(order.body, key, draw), world.fetch);
    const made = { at, endedAt: world.now(), process, request, attempt, key, digest, expected, ...answer };
    world.record(made);
    // Too many requests is a refusal for now, not for good.
    if (answer.outcome !== 'info' && answer.status !== 429) return;
    if (attempt === MAX_ATTEMPTS || !world.mayRetry(made)) return;
    const ceiling = Math.min(BACK_OFF_MS.most, BACK_OFF_MS.first * 2 ** (attempt - 1));
    await world.sleep(ceiling * fraction(`${world.seed}/${process}/${request}/${attempt}`));
  }
}

type Answer = Pick<ClientAttempt, 'outcome' | 'status' | 'error' | 'answer'>;

async function post(url: string, written: Written, send: typeof fetch): Promise<Answer> {
  try {
    const response = await send(url, {
      method: 'POST',
      ...written,
      signal: AbortSignal.timeout(ANSWER_DEADLINE_MS),
    });
    const text = await response.text();
    const orderId = orderIdIn(text);
    const { status } = response;
    // An acceptance that cannot be read is none: nobody could ask for that order.
    if (response.ok && orderId !== undefined) return { outcome: 'ok', status, answer: { saga: orderId } };
    const refused = status >= 400 && status < 500 && status !== 408;
    return { outcome: refused ? 'fail' : 'info', status, error: text.slice(0, 300) };
  } catch (error) {
    return { outcome: 'info', status: null, error: reason(error) };
  }
}

function orderIdIn(text: string): string | undefined {
  try {
    const { orderId } = JSON.parse(text) as { orderId?: unknown };
    return typeof orderId === 'string' ? orderId : undefined;
  } catch {
    return undefined;
  }
}

/** `fetch` hides the network's own code in its cause. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'ETIMEDOUT';
  const { code } = (error.cause ?? {}) as { code?: string };
  return code ?? error.message;
}
