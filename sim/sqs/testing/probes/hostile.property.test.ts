import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hostile } from '../../chance/hostile.ts';
import { streamsOf } from '../numbers.ts';
import { World } from '../world.ts';

const ORDERS = 40;
const ROUNDS = 400;

/** Sends messages, receives and deletes until nothing is left, and tells what was received in which order. */
function drain(seed: number, isFifo: boolean) {
  const world = new World(hostile(streamsOf(seed), { duplicate: 0.1, survivor: 0.05, phantom: 0.05 }));
  const queue = world.queue(isFifo ? 'a.fifo' : 'a', isFifo ? { FifoQueue: 'true' } : {});
  const received: { readonly body: string; readonly count: number }[] = [];
  let asked = 0;
  let empty = 0;
  for (let sent = 0; sent < ORDERS; sent += 1) {
    const group = isFifo ? { MessageGroupId: `g${sent % 4}`, MessageDeduplicationId: `d${sent}` } : {};
    world.send(queue, String(sent), group);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    const visible = world.queues.waitOf(
      { QueueUrl: queue },
      { account: '000000000000', region: 'us-east-1' },
      world.nowMs,
    );
    const isVisible = visible.queue.hasVisible(world.nowMs);
    const messages = world.receive(queue, { MaxNumberOfMessages: 3 });
    asked += 1;
    if (messages.length === 0 && isVisible) empty += 1;
    for (const message of messages) {
      received.push({ body: message.Body, count: Number(message.Attributes?.ApproximateReceiveCount) });
      world.delete(queue, message);
    }
    world.wait(3);
  }
  return { received, asked, empty, left: world.queues, events: world.events };
}

describe('SQS on a hostile day', () => {
  it('loses no message of a standard queue; repeats some, out of order, and finds nothing where something is', () => {
    const seen = { repeated: 0, disorder: 0, empty: 0, jumps: 0 };
    fc.assert(
      fc.property(fc.nat({ max: 100_000 }), (seed) => {
        const { received, empty } = drain(seed, false);
        const bodies = received.map(({ body }) => Number(body));
        expect(new Set(bodies).size).toBe(ORDERS);
        if (bodies.length > ORDERS) seen.repeated += 1;
        if (bodies.some((body, index) => index > 0 && body < (bodies[index - 1] as number))) seen.disorder += 1;
        const receives = new Map<string, number>();
        for (const { body, count } of received) {
          const before = receives.get(body) ?? 0;
          // Counts rise, and sometimes without anybody having got the message.
          expect(count).toBeGreaterThan(before);
          if (count > before + 1) seen.jumps += 1;
          receives.set(body, count);
        }
        seen.empty += empty;
      }),
      { numRuns: 30 },
    );
    for (const [what, times] of Object.entries(seen))
      expect({ what, happened: times > 0 }).toEqual({ what, happened: true });
  });

  it('keeps the order of each group of a FIFO queue and repeats nothing that was deleted', () => {
    fc.assert(
      fc.property(fc.nat({ max: 100_000 }), (seed) => {
        const { received } = drain(seed, true);
        expect(received).toHaveLength(ORDERS);
        for (let group = 0; group < 4; group += 1) {
          const own = received.map(({ body }) => Number(body)).filter((body) => body % 4 === group);
          expect(own).toEqual([...own].sort((a, b) => a - b));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('does the same with the same seed', () => {
    const [one, two] = [drain(7, false), drain(7, false)];
    expect(one.events).toEqual(two.events);
    expect(drain(8, false).events).not.toEqual(one.events);
  });
});
