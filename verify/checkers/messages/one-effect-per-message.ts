import { messagesOf } from '../../readings/messages.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

/**
 * A message may be delivered often, its effect takes place once: duplicates are counted against effects. Acknowledged
 * means done, so its effect comes before the acknowledgement. Poison has no effect.
 */
export const oneEffectPerMessage: Checker = {
  name: 'one-effect-per-message',
  claim: 'However often a message is delivered, each effect of it takes place once, before it is acknowledged.',
  complexity: 'O(n)',
  source: 'Helland: Idempotence Is Not a Medical Condition (2012); aws-semantics: exactly-once effect',
  definite: false,
  looksFor: { words: ['receive', 'apply', 'delete'], counted: ['messages'] },
  check(history) {
    const { messages } = messagesOf(history);
    const violations: Violation[] = [];
    const counts = { messages: messages.size, deliveries: 0, duplicates: 0, effects: 0 };
    for (const { id, holds, applied } of messages.values()) {
      counts.deliveries += holds.length;
      counts.duplicates += Math.max(0, holds.length - 1);
      const certain = applied.filter((effect) => effect.certain);
      counts.effects += certain.length;
      const times = new Map<string, number[]>();
      for (const { effect, index } of certain) {
        const known = times.get(effect);
        if (known === undefined) times.set(effect, [index]);
        else known.push(index);
      }
      for (const [effect, events] of times) {
        if (events.length === 1) continue;
        violations.push({
          id,
          what: `${effect} took place ${events.length} times in ${holds.length} deliveries`,
          events,
        });
      }
    }
    if (counts.effects === 0 && counts.deliveries > 0) {
      return { valid: 'unknown', counts, error: 'the history holds no effects of messages' };
    }
    for (const { id, applied, done } of messages.values()) {
      if (done === undefined) continue;
      const late = applied.find(({ certain, start }) => certain && start > done.end);
      if (applied.length === 0) violations.push({ id, what: 'acknowledged without its effect', events: [done.index] });
      else if (late !== undefined) {
        violations.push({ id, what: 'acknowledged before its effect', events: [done.index, late.index] });
      }
    }
    return resultOf(violations, counts);
  },
};
