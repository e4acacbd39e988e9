import type { MessageEvent, QueueAfter } from '../../run/run-files.ts';
import type { Happening } from '../../system/happening.ts';
import type { MessageValue, MessageWord } from '../../verify/words/message-words.ts';

type Whose = Pick<Happening, 'at' | 'key' | 'process' | 'correlation'>;

/**
 * What the work queues did with their messages. Dead letters are told by who looked for them, and what the lab itself does
 * with a dead-letter queue is no part of the system. Without a record nothing is said, not even how queues are set.
 */
export function messageHappenings(
  events: readonly MessageEvent[],
  queues: readonly QueueAfter[],
  keyField: string,
): Happening[] {
  const work = queues.filter(({ deadLetter }) => !deadLetter);
  const names = new Set(work.map(({ name }) => name));
  // LocalStack has queues of its own, for asynchronous invocations.
  const ours = events.filter(({ queue }) => names.has(queue));
  const [first] = ours;
  return first === undefined ? [] : [...settingsOf(work, first.at), ...followed(ours, keyField)];
}

function settingsOf(queues: readonly QueueAfter[], at: number): Happening[] {
  return queues.flatMap(({ name, visibilityMs, maxReceiveCount }) => {
    if (visibilityMs === undefined) return [];
    const value = { visibilityMs, ...(maxReceiveCount !== undefined && { maxReceiveCount }), partialResponses: true };
    return tell('queue-settings', value, { at, key: name, process: 'observer' });
  });
}

function followed(events: readonly MessageEvent[], keyField: string): Happening[] {
  const latestReceipt = new Map<string, string>();
  const sagas = new Map<string, string>();
  const happenings: Happening[] = [];
  for (const event of events) {
    const { at, message: key, queue, receipt = '' } = event;
    const labelled = event.labels?.[keyField];
    if (labelled !== undefined) sagas.set(key, labelled);
    if (event.event === 'receive') latestReceipt.set(key, receipt);
    const saga = sagas.get(key);
    const whose = { at, key, process: queue, ...(saga !== undefined && { correlation: { saga } }) };
    happenings.push(...happeningsOf(event, latestReceipt.get(key) ?? receipt, whose));
  }
  return happenings;
}

function happeningsOf(event: MessageEvent, latestReceipt: string, whose: Whose): Happening[] {
  const { queue, receipt = '', group, count, batch, visibilityMs } = event;
  switch (event.event) {
    case 'send': {
      const value = { queue, ...(group !== undefined && { group }) };
      return [{ ...whose, f: 'send', type: 'invoke', value }, ...tell('send', value, whose)];
    }
    case 'receive': {
      const counted = count !== undefined && { count };
      const held = visibilityMs !== undefined && { visibilityMs };
      return tell('receive', { queue, receipt, ...counted, ...(batch !== undefined && { batch }), ...held }, whose);
    }
    case 'extend':
      return tell('extend', { receipt, visibilityMs: visibilityMs ?? 0 }, whose);
    case 'give-back':
      return tell('give-back', { receipt }, whose);
    case 'delete':
      // LocalStack deletes by any receipt of a message, so that the deletion ends the latest receive too.
      return tell('delete', { receipt: latestReceipt }, whose);
    case 'dead-letter':
      return [];
  }
}

function tell<F extends MessageWord & Happening['f']>(f: F, value: MessageValue<F>, whose: Whose): Happening[] {
  return [{ ...whose, type: 'ok', f, value }];
}
