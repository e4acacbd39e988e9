import fc from 'fast-check';
import type { EventType, HistoryEvent } from '../../../history/event.ts';

const ms = 1e6;
const ids = ['m1', 'm2', 'm3'] as const;
const queues = ['work', 'line'] as const;

/** What may happen next in a small history: whether it makes sense there is left to chance. */
interface Step {
  readonly kind: string;
  readonly id: (typeof ids)[number];
  readonly pause: number;
  /** Which of the earlier receives or open sends it is about. */
  readonly which: number;
  readonly amount: number;
  readonly coin: boolean;
}

const kinds = ['send', 'send', 'sent', 'sent', 'sent', 'receive', 'receive', 'receive', 'delete', 'delete'];
const rarer = ['give-back', 'extend', 'apply', 'expire', 'dead-letter'];

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...kinds, ...rarer),
  id: fc.constantFrom(...ids),
  pause: fc.nat(3),
  which: fc.nat(9),
  amount: fc.nat(4),
  coin: fc.boolean(),
});

const settings = fc.record(
  {
    visibilityMs: fc.constantFrom(2, 3, 5),
    maxReceiveCount: fc.integer({ min: 1, max: 3 }),
    maxAgeMs: fc.nat(12),
    partialResponses: fc.boolean(),
    poisonDelayMs: fc.constantFrom(0, 1, 2, 6),
  },
  { requiredKeys: ['visibilityMs'] },
);
const left = fc.option(fc.record({ visible: fc.nat(2), inFlight: fc.nat(1), delayed: fc.nat(1) }));

/**
 * Any history of up to three messages in two queues, most of them wrong in some way: sends that are repeated, fail or
 * stay open, receives of what nobody sent, extensions and acknowledgements that come late or twice, in any order.
 */
export const smallHistories: fc.Arbitrary<HistoryEvent[]> = fc
  .record({
    settings: fc.tuple(settings, settings),
    left: fc.tuple(left, left),
    queues: fc.array(fc.constantFrom(...queues), { minLength: 3, maxLength: 3 }),
    groups: fc.array(fc.constantFrom(undefined, 'a', 'a', 'b'), { minLength: 3, maxLength: 3 }),
    poison: fc.array(fc.constantFrom(false, false, false, true), { minLength: 3, maxLength: 3 }),
    /** What is sent, one after the other, before anything else happens: a line of one group, or poison and what is received with it. */
    first: fc.constantFrom('nothing', 'line', 'poison'),
    steps: fc.array(step, { minLength: 1, maxLength: 16 }),
  })
  .map((drawn) => {
    const events: HistoryEvent[] = [];
    let time = 0;
    const say = (f: string, type: EventType, key: string, value?: unknown, process = 'observer'): void => {
      events.push({ index: events.length, time, process, type, f, key, ...(value !== undefined && { value }) });
    };
    for (const [n, queue] of queues.entries()) say('queue-settings', 'ok', queue, drawn.settings[n]);
    const sends = ids.map((_, n) => {
      if (drawn.first === 'poison') return { queue: 'work', group: drawn.groups[n], poison: n === 0 };
      const [queue, group] = drawn.first === 'line' ? ['work', 'a'] : [drawn.queues[n], drawn.groups[n]];
      return { queue, group, poison: drawn.poison[n] };
    });
    for (const [n, id] of drawn.first === 'nothing' ? [] : ids.entries()) {
      for (const type of ['invoke', 'ok'] as const) say('send', type, id, sends[n], `first-${id}`);
      time += ms;
    }
    const open: { id: string; process: string }[] = [];
    const received: { id: string; receipt: string }[] = [];
    const receive = (id: string, more: object): void => {
      const receipt = `r${events.length}`;
      received.push({ id, receipt });
      say('receive', 'ok', id, { queue: sends[ids.indexOf(id as 'm1')]?.queue, receipt, ...more }, receipt);
    };
    for (const id of drawn.first === 'poison' ? ids : []) receive(id, { batch: 'b0' });
    for (const { kind, id, pause, which, amount, coin } of drawn.steps) {
      time += pause * ms;
      const hold = received[which % Math.max(1, received.length)];
      if (kind === 'send') {
        const process = `sender-${events.length}`;
        open.push({ id, process });
        say('send', 'invoke', id, sends[ids.indexOf(id)], process);
      } else if (kind === 'sent') {
        const [asked] = open.splice(which % Math.max(1, open.length), 1);
        const outcome = (['ok', 'ok', 'ok', 'fail', 'info'] as const)[amount];
        if (asked !== undefined && outcome !== undefined) say('send', outcome, asked.id, undefined, asked.process);
      } else if (kind === 'receive') {
        const batch = coin ? { batch: `b${which % (drawn.first === 'poison' ? 2 : 3)}` } : {};
        const before = received.filter((each) => each.id === id).length;
        const count = [undefined, before + 1, before + 1, Math.max(1, before), before + 2][amount];
        receive(id, { ...batch, ...(count !== undefined && { count }) });
      } else if (kind === 'apply') say('apply', 'ok', id, { effect: coin ? 'charge' : 'mail' });
      else if (kind === 'expire') say('expire', 'ok', id, {});
      else if (kind === 'dead-letter') say('dead-letter', 'ok', id, { queue: 'dead', planted: amount === 0 });
      else if (hold !== undefined) {
        const { receipt } = hold;
        say(kind, 'ok', hold.id, kind === 'extend' ? { receipt, visibilityMs: amount } : { receipt }, receipt);
      }
    }
    time += ms;
    for (const [n, queue] of queues.entries()) {
      const there = drawn.left[n];
      if (there !== null) say('queue', 'ok', queue, { ...there, deadLetter: false });
    }
    return events;
  });
