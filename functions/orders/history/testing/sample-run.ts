import { runFiles } from '../../../../run/run-files.ts';
import type { Item, RunFiles } from '../../../../run/testing/written-run.ts';

const start = Date.UTC(2026, 0, 1);

/** A run in which all went well: a confirmed order, a declined one, and one cancelled at its last step. */
export function sampleRun(): RunFiles {
  const at = (seconds: number): number => start + seconds * 1000;
  const manifest = {
    schema: 2,
    system: { name: 'orders', unit: { one: 'order', many: 'orders' } },
    experiment: { title: 'sample' },
    claim: 'nothing is lost',
    seed: 1,
    operations: 3,
    engine: { kind: 'aws' },
    versions: {},
    command: './lab run',
    startedAt: start,
    phases: [],
  };
  const order = (id: string, status: string, reason: string | undefined, steps: readonly string[]): Item => {
    const lines = ['started', ...steps].map((line, n) => {
      const [event = '', step] = line.split(' ');
      return { version: n + 1, at: at(2 + n), event, ...(step && { step }) };
    });
    const log = [...lines, { version: lines.length, at: at(1 + lines.length), event: status }];
    const payload = { orderId: id, totalCents: 500, items: [{ sku: 'SKU-1', quantity: 2 }] };
    return { id, status, version: lines.length, createdAt: at(2), payload, log, ...(reason && { reason }) };
  };
  const effect = (orderId: string, name: string, seconds: number, rest: Item = {}): Item => {
    return { orderId, effect: name, outcome: 'done', at: at(seconds), ...rest };
  };
  const attempt = (orderId: string, request: number, rest: Item = {}): Item => {
    const sent = { at: at(1), endedAt: at(2.5), process: `user-${request}`, request, attempt: 1 };
    const asked = { key: `key-${orderId}`, digest: `body-${orderId}`, expected: 'confirmed' };
    return { ...sent, ...asked, outcome: 'ok', status: 202, answer: { saga: orderId }, ...rest };
  };
  const entry = (orderId: string, kind: string, seconds: number): Item => {
    return { entryId: `${orderId}#${kind}`, orderId, kind, amountCents: kind === 'decline' ? 0 : 500, at: at(seconds) };
  };
  const two = { items: [{ sku: 'SKU-1', quantity: 2 }] };
  const empty = { visible: 0, inFlight: 0, delayed: 0 };
  const queues = ['orders-saga', 'orders-saga-dlq', 'orders-payments', 'orders-payments-dlq'];
  const cancelled = [
    'step-done charge',
    'step-done reserve',
    'step-refused ship',
    'undo-done reserve',
    'undo-done charge',
  ];
  const lost = { outcome: 'info', status: null, answer: undefined, error: 'socket hang up' };
  const misused = { outcome: 'fail', status: 422, answer: undefined, digest: 'another' };
  return {
    manifest: [manifest],
    [runFiles.client]: [
      attempt('order-a', 1, lost),
      attempt('order-a', 1, { attempt: 2, at: at(2.6), endedAt: at(2.7) }),
      attempt('order-b', 2, { expected: 'card-declined' }),
      attempt('order-c', 3, { expected: 'invalid-address' }),
      attempt('order-c', 3, { ...misused, attempt: 2, at: at(3), endedAt: at(3) }),
    ],
    [runFiles.journal]: [
      { at: at(3), step: 'fault:slow', status: 'started', detail: { rule: { id: 'slow', fault: 'delay' } } },
      { at: at(5), step: 'fault:slow', status: 'completed' },
      { at: at(20), step: 'quiet', status: 'completed' },
      {
        at: at(20),
        step: 'steady-state-after',
        status: 'completed',
        detail: { result: { probes: [{ name: 'no-message-waits', tolerance: 0, got: 0, met: true }] } },
      },
      { at: at(20), step: 'residue', status: 'completed', detail: { result: { residue: [] } } },
    ],
    [runFiles.ledger]: [{ faultline: 'injection', at: at(4), rule: 'slow', fault: 'delay', key: 'order-a' }],
    [runFiles.metrics]: [{ at: at(4), queues: { 'orders-saga': { ...empty, visible: 2 } } }],
    [runFiles.queues]: queues.map((name) => ({ name, at: at(21), deadLetter: name.endsWith('-dlq'), ...empty })),
    [runFiles.deadLetters]: [],
    [runFiles.collection]: [{ schema: 1, startedAt: at(21), endedAt: at(22), problems: [], counts: {} }],
    'tables/sagas.jsonl': [
      order('order-a', 'confirmed', undefined, ['step-done charge', 'step-done reserve', 'step-done ship']),
      order('order-b', 'cancelled', 'card-declined', ['step-refused charge']),
      order('order-c', 'cancelled', 'invalid-address', cancelled),
    ],
    'tables/requests.jsonl': ['order-a', 'order-b', 'order-c'].map((orderId) => {
      return { idempotencyKey: `key-${orderId}`, orderId };
    }),
    'tables/payments.jsonl': [
      effect('order-a', 'charge', 2.5, { amountCents: 500 }),
      effect('order-b', 'charge', 2.5, { outcome: 'refused', reason: 'card-declined' }),
      effect('order-c', 'charge', 2.5, { amountCents: 500 }),
      effect('order-c', 'refund', 6.5, { amountCents: 500 }),
    ],
    'tables/reservations.jsonl': [
      effect('order-a', 'reserve', 3.5, two),
      effect('order-c', 'reserve', 3.5, two),
      effect('order-c', 'release', 5.5, two),
    ],
    'tables/shipments.jsonl': [
      effect('order-a', 'create', 4.5, { address: { country: 'DE' } }),
      effect('order-c', 'create', 4.5, { outcome: 'refused', reason: 'invalid-address' }),
    ],
    'tables/provider-ledger.jsonl': [
      entry('order-a', 'charge', 2.4),
      entry('order-b', 'decline', 2.4),
      entry('order-c', 'charge', 2.4),
      entry('order-c', 'refund', 6.4),
    ],
    'tables/stock.jsonl': [{ sku: 'SKU-1', initial: 4, available: 2 }],
  };
}

/** Each write of these sagas' records, in the order of their times, as a table's stream tells them. */
export function versionsOf(sagas: readonly Item[]): Item[] {
  const versions = sagas.flatMap((saga) => {
    const log = saga.log as readonly { readonly version: number; readonly at: number }[];
    return Array.from({ length: saga.version as number }, (_, n) => {
      const lines = log.filter(({ version }) => version <= n + 1);
      const item = n + 1 === saga.version ? saga : { ...saga, version: n + 1, status: 'running', log: lines };
      return { table: 'sagas', at: lines.at(-1)?.at ?? 0, change: n === 0 ? 'INSERT' : 'MODIFY', key: saga.id, item };
    });
  });
  return versions.sort((a, b) => a.at - b.at);
}
