import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hostile } from '../../sqs/chance/hostile.ts';
import { streamsOf } from '../../sqs/testing/numbers.ts';
import { hostile as hostileLuck } from '../chance/hostile.ts';
import type { Invoked } from '../invocation.ts';
import { QueueWorld } from '../testing/queue-world.ts';

const MESSAGES = 60;

/** A function that fails, reports, is throttled or takes long, as the seed says. */
function run(seed: number, settings: object) {
  const streams = streamsOf(seed);
  const draw = streams('test/function');
  const world = new QueueWorld(hostile(streams), hostileLuck(streams));
  world.withDeadLetters('orders', 4, { VisibilityTimeout: '10' });
  for (let sent = 0; sent < MESSAGES; sent += 1) world.send('orders', String(sent));
  const succeeded = new Set<string>();
  world.map('orders', { FunctionResponseTypes: ['ReportBatchItemFailures'], ...settings }, ({ bodies, ids }) => {
    const luck = draw();
    const afterMs = draw() < 0.05 ? 15_000 : draw() * 500;
    if (luck < 0.1) return { ended: { kind: 'throttled' } };
    if (luck < 0.2) return { afterMs, ended: { kind: 'failed' } };
    const failures = ids.filter(() => draw() < 0.1);
    for (const [index, body] of bodies.entries()) if (!failures.includes(ids[index] as string)) succeeded.add(body);
    const payload = { batchItemFailures: failures.map((itemIdentifier) => ({ itemIdentifier })) };
    return { afterMs, ended: { kind: 'answered', payload } satisfies Invoked };
  });
  world.wait(1200);
  const dead = new Set(
    world.events.filter(({ event }) => event === 'dead-letter').map(({ message }) => message.content.body),
  );
  return { world, succeeded, dead };
}

describe('a mapping on a hostile day', () => {
  it('brings every message to success or to the dead letters, and keeps its bounds', () => {
    const seen = { duplicates: 0, deadLetters: 0 };
    const settings = fc.record({
      BatchSize: fc.integer({ min: 1, max: 10 }),
      ScalingConfig: fc.record({ MaximumConcurrency: fc.integer({ min: 2, max: 6 }) }),
    });
    fc.assert(
      fc.property(fc.nat({ max: 100_000 }), settings, (seed, given) => {
        const { world, succeeded, dead } = run(seed, given);
        for (let sent = 0; sent < MESSAGES; sent += 1)
          expect({ seed, sent, isThere: succeeded.has(String(sent)) || dead.has(String(sent)) }).toMatchObject({
            isThere: true,
          });
        expect(world.counts('orders')).toEqual([0, 0, 0]);
        expect(world.mostRunning).toBeLessThanOrEqual(given.ScalingConfig.MaximumConcurrency);
        for (const { bodies } of world.invocations) expect(bodies.length).toBeLessThanOrEqual(given.BatchSize);
        if (world.invocations.flatMap(({ bodies }) => bodies).length > MESSAGES) seen.duplicates += 1;
        if (dead.size > 0) seen.deadLetters += 1;
      }),
      { numRuns: 15 },
    );
    for (const [what, times] of Object.entries(seen))
      expect({ what, happened: times > 0 }).toEqual({ what, happened: true });
  });

  it('does the same with the same seed', () => {
    const ofRun = (seed: number) =>
      run(seed, { BatchSize: 3 }).world.invocations.map(({ atMs, bodies }) => [atMs, ...bodies]);
    expect(ofRun(5)).toEqual(ofRun(5));
    expect(ofRun(6)).not.toEqual(ofRun(5));
  });
});
