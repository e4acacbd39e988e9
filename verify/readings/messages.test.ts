import { describe, expect, it } from '@jest/globals';
import type { HistoryEvent } from '../history/event.ts';
import { coordinationValues } from '../words/coordination-words.ts';
import { messagesOf } from './messages.ts';
import { operationsOf } from './operations.ts';

function history(...events: readonly (Pick<HistoryEvent, 'type' | 'f'> & Partial<HistoryEvent>)[]): HistoryEvent[] {
  return events.map((event, index) => ({ index, time: index * 1e6, process: 'worker', key: 'm', ...event }));
}

const receive = (receipt: string) => ({ type: 'ok', f: 'receive', value: { queue: 'work', receipt } }) as const;

describe('messagesOf', () => {
  it('lets a late acknowledgement count until somebody else has the message', () => {
    const settings = { type: 'ok', f: 'queue-settings', key: 'work', value: { visibilityMs: 1 } } as const;
    const late = { type: 'ok', f: 'delete', value: { receipt: 'r1' } } as const;
    const quiet = { type: 'ok', f: 'quiet' } as const;
    const alone = messagesOf(history(settings, receive('r1'), quiet, quiet, late)).messages.get('m');
    expect(alone).toMatchObject({ done: { index: 4 }, holds: [{ endedBy: 'delete', end: 2e6 }] });
    const taken = messagesOf(history(settings, receive('r1'), quiet, receive('r2'), late)).messages.get('m');
    expect(taken?.done).toBeUndefined();
    expect(taken?.holds).toMatchObject([{ endedBy: 'stale' }, { endedBy: 'timeout', end: 4e6 }]);
  });

  it('ends a hold with the first of several acknowledgements, in whatever order they are told', () => {
    const settings = { type: 'ok', f: 'queue-settings', key: 'work', value: { visibilityMs: 60_000 } } as const;
    const value = { receipt: 'r1' };
    const slow = { f: 'delete', process: 'slow', value } as const;
    const told = (...between: readonly ('delete' | 'give-back')[]) =>
      messagesOf(
        history(
          settings,
          receive('r1'),
          { ...slow, type: 'invoke' },
          ...between.map((f) => ({ type: 'ok', f, value }) as const),
          { ...slow, type: 'ok' },
        ),
      ).messages.get('m')?.holds;
    expect(told('delete')).toMatchObject([{ endedBy: 'delete', end: 2e6 }]);
    expect(told('delete', 'give-back')).toMatchObject([{ endedBy: 'delete', end: 2e6 }]);
  });

  it('takes a lone end for the send that it tells of', () => {
    const lone = { f: 'send', value: { queue: 'work', group: 'a', poison: true } } as const;
    const settings = { type: 'ok', f: 'queue-settings', key: 'work', value: { visibilityMs: 1 } } as const;
    const sent = (event: Pick<HistoryEvent, 'type' | 'f'> & Partial<HistoryEvent>) =>
      messagesOf(history(settings, event)).messages.get('m');
    const whole = { queue: 'work', group: 'a', poison: true, sends: [1], sendStart: 1e6 };
    expect(sent({ ...lone, type: 'ok' })).toMatchObject({ ...whole, sent: 'ok', sendEnd: 1e6 });
    expect(sent({ ...lone, type: 'info' })).toMatchObject({ ...whole, sent: 'info', sendEnd: Infinity });
    expect(sent({ ...lone, type: 'fail' })).toMatchObject({ ...whole, sent: 'none', sendEnd: Infinity });
    expect(sent({ f: 'send', type: 'ok' })).toMatchObject({ queue: '', sent: 'ok', sends: [] });
  });

  it('says which event is none of its words', () => {
    const malformed = history({ type: 'ok', f: 'receive', value: { queue: 'work' } });
    expect(() => messagesOf(malformed)).toThrow('event 0 (receive): value.receipt: ');
    const unknown = history({ type: 'ok', f: 'delete', value: { receipt: 'r9' } });
    expect(() => messagesOf(unknown)).toThrow(
      'event 0 (delete): value.receipt: got "r9", expected one that somebody received',
    );
  });
});

describe('operationsOf', () => {
  it('leaves an operation open that never ended, and takes what its end says', () => {
    const events = history(
      { type: 'invoke', f: 'acquire', process: 'a' },
      { type: 'ok', f: 'acquire', process: 'a', value: { token: 7 } },
      { type: 'invoke', f: 'acquire', process: 'b', value: { token: 8 } },
    );
    expect(operationsOf(events, 'acquire', coordinationValues.acquire)).toMatchObject([
      { outcome: 'ok', start: 0, end: 1e6, value: { token: 7 }, events: [0, 1] },
      { outcome: 'info', start: 2e6, end: Number.POSITIVE_INFINITY, value: { token: 8 }, events: [2] },
    ]);
  });
});
