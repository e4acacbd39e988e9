import { setTimeout } from 'node:timers/promises';
import { type PlannedOrder, plannedOrder } from '../../functions/orders/workload/planned-order.ts';
import { waitUntil } from '../../kernel/wait-until.ts';
import type { Build } from './build.ts';

const FINAL_WITHIN_MS = 240_000;
const LOOK_EVERY_MS = 250;
const POST_AGAIN_MS = 250;

/**
 * So many customers place orders one after another; the system works them off meanwhile and afterwards.
 * @returns the seconds from the first request until all sagas are final
 * @throws Error if an order ends otherwise than its content asks for, or if stock was not taken exactly once for each
 */
export async function placeOrders(build: Build, prefix: string, count: number, customers: number): Promise<number> {
  const orders = Array.from({ length: count }, (_, number) => plannedOrder(1, number + 1, prefix));
  const stockBefore = await build.takenFromStock();
  const ids = new Map<PlannedOrder, string>();
  const startedAt = performance.now();
  const waiting = orders.values();
  const customer = async () => {
    for (const order of waiting) ids.set(order, await post(build.api, order));
  };
  await Promise.all(Array.from({ length: customers }, customer));
  // Asked of the table in one request for all: customers who ask the API would be most of what is measured.
  const statuses = await waitUntil(
    async () => {
      const found = await build.statusBySaga();
      return orders.every((order) => isFinal(found.get(ids.get(order) ?? ''))) ? found : undefined;
    },
    { deadlineMs: FINAL_WITHIN_MS, everyMs: LOOK_EVERY_MS },
  );
  const seconds = (performance.now() - startedAt) / 1000;
  if (statuses === undefined) throw new Error(`${prefix}: not all orders were final after ${FINAL_WITHIN_MS} ms`);
  for (const order of orders) {
    const [status, wanted] = [
      statuses.get(ids.get(order) ?? ''),
      order.expected === 'confirmed' ? 'confirmed' : 'cancelled',
    ];
    if (status !== wanted) throw new Error(`The order ${order.key} is ${status}, not ${wanted}`);
  }
  const asked = orders
    .filter(({ expected }) => expected === 'confirmed')
    .flatMap(({ body }) => body.items)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  const taken = (await build.takenFromStock()) - stockBefore;
  if (taken !== asked) throw new Error(`${prefix}: ${taken} pieces left the stock; the orders asked for ${asked}`);
  return seconds;
}

const isFinal = (status: string | undefined) => status === 'confirmed' || status === 'cancelled';

/** As long as the system is too busy, it is asked again. */
async function post(api: string, { key, body }: PlannedOrder): Promise<string> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key };
  for (;;) {
    const answer = await fetch(`${api}/orders`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (answer.ok) return ((await answer.json()) as { orderId: string }).orderId;
    if (answer.status < 500 && answer.status !== 429)
      throw new Error(`The order ${key} was answered ${answer.status}: ${await answer.text()}`);
    await setTimeout(POST_AGAIN_MS);
  }
}
