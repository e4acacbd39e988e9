import { createHash } from 'node:crypto';
import { type Written, writtenAnew } from './handwriting.ts';
import { fraction, type PlannedOrder } from './planned-order.ts';

/** One attempt of one request, as `client.jsonl` keeps it. `status` null: no answer came. */
export interface Attempt {
  readonly at: number;
  readonly endedAt: number;
  /** One customer's browser tab: a sequence of attempts, never two at a time. */
  readonly process: string;
  readonly request: number;
  readonly attempt: number;
  readonly idempotencyKey: string;
  readonly bodySha256: string;
  readonly expected: string;
  readonly totalCents: number;
  readonly status: number | null;
  readonly error?: string;
  readonly orderId?: string;
}

/** What a customer needs of the world. */
export interface Surroundings {
  /** Base address of the API, with its stage. */
  readonly target: string;
  readonly seed: number;
  readonly fetch: typeof fetch;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly record: (attempt: Attempt) => void;
}

const MAX_ATTEMPTS = 6;
/** A little longer than API Gateway itself waits for a function: less would answer overload with more load. */
const ANSWER_DEADLINE_MS = 30_000;
const BACK_OFF_MS = { first: 500, most: 8_000 };

/**
 * Places an order as a careful client does: an unclear outcome (no answer, 5xx, 429, a 2xx without an order) is tried again
 * with the same idempotency key and the same order, though not always in the same hand, with exponential back-off and full
 * jitter drawn from the seed.
 */
export async function placeOrder(order: PlannedOrder, process: string, world: Surroundings): Promise<void> {
  const repeat = () => send(order, `${process}/repeat`, world);
  if (order.repeat === 'at-once') {
    await Promise.all([send(order, process, world), repeat()]);
    return;
  }
  await send(order, process, world);
  if (order.repeat === 'afterwards') await repeat();
}

async function send(order: PlannedOrder, process: string, world: Surroundings): Promise<void> {
  // Of what is asked for, not of how it is written.
  const bodySha256 = createHash('sha256').update(JSON.stringify(order.body)).digest('hex');
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const at = world.now();
    const { idempotencyKey, expected, totalCents, number: request } = order;
    const draw = (what: string) => fraction(`${world.seed}/${process}/${request}/${attempt}/${what}`);
    const written = writtenAnew(order.body, idempotencyKey, draw);
    const answer = await post(`${world.target}/orders`, written, world.fetch);
    const known = { process, request, attempt, idempotencyKey, bodySha256, expected, totalCents };
    world.record({ at, endedAt: world.now(), ...known, ...answer });
    if (isClear(answer)) return;
    const ceiling = Math.min(BACK_OFF_MS.most, BACK_OFF_MS.first * 2 ** (attempt - 1));
    if (attempt < MAX_ATTEMPTS) await world.sleep(ceiling * fraction(`${world.seed}/${process}/${request}/${attempt}`));
  }
}

type Answer = Pick<Attempt, 'status' | 'error' | 'orderId'>;

/** Refused, or accepted under an order id. An acceptance that cannot be read is none: nobody could ask for that order. */
function isClear({ status, orderId }: Answer): boolean {
  if (status === null || status >= 500 || status === 429) return false;
  return status >= 400 || orderId !== undefined;
}

async function post(url: string, written: Written, send: typeof fetch): Promise<Answer> {
  try {
    const response = await send(url, {
      method: 'POST',
      ...written,
      signal: AbortSignal.timeout(ANSWER_DEADLINE_MS),
    });
    const text = await response.text();
    const orderId = orderIdIn(text);
    if (response.ok && orderId !== undefined) return { status: response.status, orderId };
    return { status: response.status, error: text.slice(0, 300), ...(orderId === undefined ? {} : { orderId }) };
  } catch (error) {
    return { status: null, error: reason(error) };
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
