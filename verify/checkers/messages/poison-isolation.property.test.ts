import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Message } from '../../readings/message.ts';
import { type MessageHistory, messagesOf } from '../../readings/messages.ts';
import { assertEverySide } from '../../testing/every-side.ts';
import { drawOf } from '../../testing/mutants/draw.ts';
import { messageRun } from '../../testing/mutants/message-run.ts';
import { historyOf } from '../../testing/mutants/saga-run.ts';
import { judge } from '../../verdict/checker.ts';
import { poisonIsolation } from './poison-isolation.ts';

/** Who was harmed, by the definition: every message beside every poison. */
function harmed({ messages, settings }: MessageHistory): string[] {
  const all = [...messages.values()];
  const poison = all.filter((message) => message.poison);
  const isHarmed = (message: Message): boolean => {
    const { partialResponses = false, poisonDelayMs = Number.POSITIVE_INFINITY } = settings.get(message.queue) ?? {};
    const again = message.holds
      .slice(0, -1)
      .find(
        ({ batch }) => batch !== undefined && poison.some(({ holds }) => holds.some((hold) => hold.batch === batch)),
      );
    if (partialResponses && again !== undefined) return true;
    const { done, sendEnd } = message;
    if (done === undefined || done.start - sendEnd <= poisonDelayMs * 1e6) return false;
    return poison.some(
      ({ queue, group, holds }) =>
        queue === message.queue &&
        (message.group === undefined || group !== message.group) &&
        holds.some(({ start, end }) => start < done.start && end > sendEnd),
    );
  };
  return all.filter((message) => !message.poison && isHarmed(message)).map(({ id }) => id);
}

describe('poison-isolation', () => {
  it('accuses whom a comparison with all poison accuses', () => {
    const runs = fc.record({
      seed: fc.integer(),
      size: fc.nat(20),
      poisonDelayMs: fc.constantFrom(1, 5, 20, 60, 100, 150, 300, 1e6),
      poisoned: fc.array(fc.nat(30), { maxLength: 4 }),
      batches: fc.integer({ min: 2, max: 30 }),
    });
    assertEverySide(
      runs,
      { valid: 100, broken: 100 },
      2000,
      ({ seed, size, poisonDelayMs, poisoned, batches }, see) => {
        const run = messageRun(drawOf(seed), size);
        const sends = run.events.filter(({ f, type }) => f === 'send' && type === 'invoke');
        for (const each of poisoned) {
          const send = sends[each % sends.length];
          if (send !== undefined) send.value = { ...send.value, poison: true };
        }
        for (const [n, event] of run.events.entries()) {
          if (event.f === 'queue-settings') event.value = { ...event.value, poisonDelayMs };
          if (event.f === 'receive') event.value = { ...event.value, batch: `batch-${n % batches}` };
        }
        const history = historyOf(run);
        const { valid, counterexample, error } = judge(poisonIsolation, history, { allowEmpty: true });
        const expected = harmed(messagesOf(history));
        expect(error).toBeUndefined();
        expect([...(counterexample?.ids ?? [])].sort()).toEqual([...new Set(expected)].sort());
        see(valid === true ? 'valid' : 'broken');
      },
    );
  });
});
