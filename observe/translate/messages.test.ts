import { describe, expect, it } from '@jest/globals';
import type { MessageEvent, QueueAfter } from '../../run/run-files.ts';
import { boundedReceives } from '../../verify/checkers/messages/bounded-receives.ts';
import { messagesAccountedFor } from '../../verify/checkers/messages/messages-accounted-for.ts';
import { oneHolder } from '../../verify/checkers/messages/one-holder.ts';
import { judge } from '../../verify/verdict/checker.ts';
import { historyOf } from '../judge/history-of.ts';
import { messageHappenings } from './messages.ts';

const start = 1_767_225_600_000;
const work = 'parcels-sent';
const empty = { visible: 0, inFlight: 0, delayed: 0 };
const queues: QueueAfter[] = [
  { name: work, at: start, deadLetter: false, ...empty, visibilityMs: 30_000, maxReceiveCount: 2 },
  { name: `${work}-dlq`, at: start, deadLetter: true, ...empty, visibilityMs: 30_000 },
];

function event(at: number, name: MessageEvent['event'], rest: Partial<MessageEvent> = {}): MessageEvent {
  return { at: start + at, event: name, queue: work, message: 'm1', ...rest };
}

const sent = event(0.25, 'send', { labels: { type: 'command', sagaId: 'another', parcel: 'parcel-1' } });
const received = event(1.5, 'receive', { receipt: 'r1', count: 1, visibilityMs: 30_000 });

function judged(...events: MessageEvent[]) {
  const happenings = messageHappenings(events, queues, 'parcel');
  const found = { f: 'queue', type: 'ok', process: 'observer', key: work, at: start + 90_000 } as const;
  const { events: history } = historyOf([...happenings, { ...found, value: { ...empty, deadLetter: false } }], 'test');
  return (checker: typeof oneHolder) => judge(checker, history);
}

describe('the record of messages', () => {
  it('becomes a history that message checkers pass', () => {
    const by = judged(sent, received, event(2, 'delete', { receipt: 'r1' }));
    expect(by(messagesAccountedFor)).toMatchObject({ valid: true, counts: { sent: 1, processed: 1 } });
    expect(by(boundedReceives)).toMatchObject({ valid: true, counts: { receives: 1, again: 0 } });
    expect(by(oneHolder).valid).toBe(true);
  });

  it('shows a message that was lost', () => {
    const lost = judged(sent, received)(messagesAccountedFor);
    expect(lost.counterexample?.ids).toEqual(['m1']);
  });

  it('shows a message that came more often than its queue allows', () => {
    const again = [2, 3].flatMap((count) => [
      event(count, 'give-back', { receipt: `r${count - 1}` }),
      event(count + 0.5, 'receive', { receipt: `r${count}`, count, visibilityMs: 30_000 }),
    ]);
    const by = judged(sent, received, ...again, event(9, 'delete', { receipt: 'r3' }));
    expect(by(boundedReceives).counterexample?.summary).toContain('received 3 times, expected at most 2');
  });

  it('takes a deletion by an old receipt for what it is: the end of the message', () => {
    const second = event(31_000, 'receive', { receipt: 'r2', count: 2, visibilityMs: 30_000 });
    const by = judged(sent, received, second, event(31_500, 'delete', { receipt: 'r1' }));
    expect(by(messagesAccountedFor)).toMatchObject({ valid: true, counts: { processed: 1 } });
  });

  it('ties each event of a message to the saga that the key of its body names, and keeps other queues out', () => {
    const letter = event(5, 'dead-letter', { queue: `${work}-dlq`, source: work });
    const internal = event(6, 'send', { queue: 'of-localstack-itself', message: 'm2' });
    const happenings = messageHappenings([sent, received, letter, internal], queues, 'parcel');
    expect(happenings.map(({ f, correlation }) => [f, correlation?.saga])).toEqual([
      ['queue-settings', undefined],
      ['send', 'parcel-1'],
      ['send', 'parcel-1'],
      ['receive', 'parcel-1'],
    ]);
  });

  it('says nothing where nothing was recorded', () => {
    expect(messageHappenings([], queues, 'parcel')).toEqual([]);
  });
});
