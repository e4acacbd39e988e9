import type { Draft } from './sample-draft.ts';
import { sampleExchange } from './sample-messages.ts';

const steps = { charge: 'orders-payments', reserve: 'orders-inventory', ship: 'orders-shipping' } as const;

/** An order whose saga is told. Times are epoch milliseconds. */
interface Order {
  readonly id: string;
  readonly number: number;
  readonly at: number;
  /** How long each step takes. */
  readonly stepMs: number;
  /** Whether its card is charged twice. */
  readonly doubled: boolean;
}

/** How an order ends: `confirmed`, or the reason of its refusal. */
export function expectedOf(number: number): string {
  if (number % 10 === 9) return 'card-declined';
  return number % 15 === 14 ? 'out-of-stock' : 'confirmed';
}

/** What a history tells of one order's saga: its record, its effects, its money, its messages. */
export function sampleSaga({ id, number, at, stepMs, doubled }: Order): Draft[] {
  const expected = expectedOf(number);
  const amount = 1000 + (number % 40) * 125;
  const event = (after: number, f: string, value: unknown): Draft => ({
    ...{ at: at + after, process: `saga/${id}`, type: 'ok', f, key: id, value },
  });
  const drafts = [
    event(0, 'begin', { request: `key-${number}`, amount, plan: Object.keys(steps) }),
    event(1, 'transition', { version: 1, event: 'began' }),
  ];
  const money = (after: number, entry: string): Draft[] =>
    (['invoke', 'ok'] as const).map((type, place) => ({
      ...{ at: at + after + 12 * place, process: `payments/${id}/${entry}`, type, f: 'money', key: entry },
      value: { saga: id, direction: 'charge', amount },
    }));
  if (expected === 'card-declined') {
    return [
      ...drafts,
      event(stepMs, 'transition', { version: 2, event: 'refused', step: 'charge' }),
      event(stepMs + 2, 'end', { version: 3, outcome: 'compensated', label: 'cancelled', reason: expected }),
    ];
  }
  drafts.push(...money(stepMs - 20, `${id}#charge`));
  if (doubled) drafts.push(...money(stepMs + 1400, `${id}#charge-again`));
  Object.entries(steps).forEach(([step, queue], index) => {
    const doneAt = at + stepMs * (index + 1);
    const again = doubled && step === 'charge';
    drafts.push(...sampleExchange({ saga: id, step, queue, sentAt: doneAt - stepMs + 10, doneAt, again }));
    drafts.push({
      ...{ at: doneAt, process: `effects/${id}`, type: 'ok', f: 'effect', key: `${id}#${step}` },
      value: { saga: id, step, action: 'commit' },
    });
    drafts.push(event(stepMs * (index + 1) + 8, 'transition', { version: index + 2, event: 'committed', step }));
  });
  const end =
    expected === 'confirmed'
      ? { outcome: 'committed', label: 'confirmed' }
      : { outcome: 'compensated', label: 'cancelled', reason: expected };
  return [...drafts, event(stepMs * 3 + 12, 'end', { version: 5, ...end })];
}
