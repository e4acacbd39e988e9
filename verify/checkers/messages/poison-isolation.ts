import type { Message } from '../../readings/message.ts';
import { messagesOf } from '../../readings/messages.ts';
import { countUpTo } from '../../readings/steady.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

/**
 * A poison message harms nobody else. With partial responses its siblings in a batch are acknowledged from that batch
 * and received once. And no healthy message of another group that was about at the same time as a poison message of its
 * queue took longer than `poisonDelayMs`.
 */
export const poisonIsolation: Checker = {
  name: 'poison-isolation',
  claim: 'Poison delays no healthy message of another group, and its siblings in a batch are received once.',
  complexity: 'O(n log n)',
  source: 'Lambda Developer Guide: ReportBatchItemFailures; aws-semantics: poison isolation',
  definite: 'cut',
  looksFor: { words: ['send (of poison)', 'receive', 'delete'], counted: ['poison'] },
  check(history) {
    const { messages, settings } = messagesOf(history);
    const violations: Violation[] = [];
    const counts = { poison: 0, siblings: 0, delayed: 0 };
    const poisoned = new Set<string | undefined>();
    const about = new Map<string, Message[]>();
    for (const message of messages.values()) {
      if (!message.poison) continue;
      counts.poison += 1;
      for (const { batch } of message.holds) if (batch !== undefined) poisoned.add(batch);
      const others = about.get(message.queue);
      if (others === undefined) about.set(message.queue, [message]);
      else others.push(message);
    }
    const times = new Map([...about].map(([queue, poison]) => [queue, spansOf(poison)]));
    for (const message of messages.values()) {
      const { id, queue, poison, holds, done, sendEnd } = message;
      if (poison) continue;
      const { partialResponses = false, poisonDelayMs = Number.POSITIVE_INFINITY } = settings.get(queue) ?? {};
      const shared = holds.find(({ batch }) => poisoned.has(batch));
      if (shared !== undefined) counts.siblings += 1;
      if (partialResponses && shared !== undefined && holds.some(({ first }) => first > shared.index)) {
        const events = holds.map((hold) => hold.index);
        violations.push({ id, what: 'received again, though only its poisoned sibling failed', events });
      }
      if (done === undefined || done.start - sendEnd <= poisonDelayMs * 1e6) continue;
      const spans = times.get(queue);
      if (spans === undefined || !spans.meets(sendEnd, done.start, message.group)) continue;
      counts.delayed += 1;
      const what = `took ${Math.ceil((done.start - sendEnd) / 1e6)} ms beside poison, expected ${poisonDelayMs} ms`;
      violations.push({ id, what, events: [...holds.map((hold) => hold.index), done.index] });
    }
    return resultOf(violations, counts);
  },
};

interface Held {
  readonly end: number;
  readonly group: string | undefined;
}

/** When poison was held: whether any of another group was in flight between two times. */
function spansOf(poison: readonly Message[]): {
  meets: (start: number, end: number, group: string | undefined) => boolean;
} {
  const holds = poison.flatMap((message) => message.holds).sort((a, b) => a.index - b.index);
  const starts = Float64Array.from(holds, ({ startBy }) => startBy);
  // Of those up to each the one that ends last, and the last of another group: enough to leave one group out.
  const latest: Held[][] = [];
  for (const { end, message } of holds) {
    const byEnd = [...(latest.at(-1) ?? []), { end, group: message.group }].sort((a, b) => b.end - a.end);
    const [last] = byEnd;
    latest.push([...byEnd.slice(0, 1), ...byEnd.filter(({ group }) => group !== last?.group).slice(0, 1)]);
  }
  return {
    meets(start, end, group) {
      const about = latest[countUpTo(starts, end - 1) - 1] ?? [];
      return about.some((held) => held.end > start && (group === undefined || held.group !== group));
    },
  };
}
