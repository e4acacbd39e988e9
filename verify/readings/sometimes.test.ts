import { describe, expect, it } from '@jest/globals';
import { type EventType, type HistoryEvent, nemesis } from '../history/event.ts';
import { drawOf } from '../testing/mutants/draw.ts';
import { messageRun } from '../testing/mutants/message-run.ts';
import { all, of } from '../testing/mutants/mutant.ts';
import { historyOf, runOf } from '../testing/mutants/saga-run.ts';
import { sometimesOf } from './sometimes.ts';

describe('sometimesOf', () => {
  it('counts what happened to sagas, and lists what never did', () => {
    const plan = { startsAt: 0, amount: 1, resource: 'disks', quantity: 1, lostAnswers: 1, repeated: false, gaps: [1] };
    const run = runOf([{ ...plan, id: 'saga', refusedAt: 2 }]);
    expect(sometimesOf(historyOf(run))).toEqual({
      'a request was repeated': 1,
      'an answer was lost': 1,
      'a request was refused': 0,
      'a compensation ran': 2,
      'a command was sent again': 0,
      'a compensation was sent again': 0,
      'a saga was parked': 0,
      'a dead-letter queue was reached': 0,
    });
  });

  it('counts what happened to messages', () => {
    const run = messageRun(drawOf(1), 0);
    expect(sometimesOf(historyOf(run))).toMatchObject({
      'a visibility ran out under a handler': 1,
      'a batch failed in part': 1,
      'a dead-letter queue was reached': 1,
      'a crash fell between effect and acknowledgement': 0,
    });
    const [applied] = all(run, of('apply', { key: 'again' }));
    if (applied !== undefined) applied.time = 101e6;
    const received = all(run, of('receive', { key: 'again' }))[1];
    if (received !== undefined) expect(received.time).toBeGreaterThan(101e6);
    expect(sometimesOf(historyOf(run))['a crash fell between effect and acknowledgement']).toBe(1);
  });

  const told = (
    ...events: readonly (readonly [f: string, key: string, value?: unknown, type?: EventType, ms?: number])[]
  ) =>
    events.map(([f, key, value, type = 'ok', ms = 0], index): HistoryEvent => {
      return {
        index,
        time: Math.max(index, ms * 1e6),
        process: f === 'fault' || f === 'injection' ? nemesis : 'p',
        type,
        f,
        key,
        value,
      };
    });

  it('tells commands that are sent again from compensations that are, and counts what is parked', () => {
    const transition = (key: string, event: string, version: number) =>
      ['transition', key, { version, event }] as const;
    const seen = sometimesOf(
      told(
        transition('s', 'resent', 1),
        transition('s', 'refused', 2),
        ...[3, 4].map((version) => transition('s', 'resent', version)),
        ...[5, 6, 7].map((version) => transition('s', 'compensated', version)),
        transition('t', 'resent', 1),
        transition('t', 'resent', 2),
        ...[3, 4, 5, 6].map((version) => transition('t', 'parked', version)),
      ),
    );
    expect(seen).toEqual({
      'a compensation ran': 3,
      'a command was sent again': 3,
      'a compensation was sent again': 2,
      'a saga was parked': 4,
    });
  });

  it('counts faults by kind and place, and those that hit what was delivered again', () => {
    const hit = (value: unknown) => ['injection', 'r', value, 'info'] as const;
    const seen = sometimesOf(
      told(
        ['fault', 'r', { fault: 'delay' }, 'invoke'],
        hit({ fault: 'delay', place: 'function', attempt: 1 }),
        hit({ fault: 'delay', place: 'function', attempt: 2 }),
        hit({ fault: 'delay', place: 'function', attempt: 3 }),
        hit({ fault: 'delay', place: 'function', attempt: '2' }),
        hit({ fault: 'delay', place: 'queue', attempt: 2 }),
        hit({ fault: 'drop' }),
        hit({ fault: 'drop' }),
        hit(null),
        hit('delay'),
        hit(undefined),
      ),
    );
    expect(seen).toEqual({
      'the fault delay fired (function)': 4,
      'the fault delay fired (queue)': 1,
      'the fault drop fired (system)': 2,
      'a fault hit a message that was delivered again': 2,
    });
    const none = { 'a fault hit a message that was delivered again': 0 };
    expect(sometimesOf(told(['fault', 'r', {}, 'invoke']))).toEqual(none);
    expect(sometimesOf(told(hit({ fault: 'delay' })))).toEqual({});
  });

  it('counts what came of deliveries', () => {
    const receive = (key: string, receipt: string, ms: number, batch?: string) =>
      ['receive', key, { queue: 'q', receipt, visibilityMs: 100, ...(batch && { batch }) }, 'ok', ms] as const;
    const end = (f: 'delete' | 'give-back', key: string, receipt: string, ms: number) =>
      [f, key, { receipt }, 'ok', ms] as const;
    const seen = sometimesOf(
      told(
        receive('a', 'a1', 1, 'b1'),
        receive('b', 'b1', 2, 'b1'),
        receive('c', 'c1', 3, 'b2'),
        receive('d', 'd1', 4, 'b3'),
        receive('f', 'f1', 5),
        ['apply', 'a', { effect: 'charge' }, 'ok', 6],
        end('delete', 'b', 'b1', 10),
        end('delete', 'c', 'c1', 11),
        end('give-back', 'd', 'd1', 12),
        receive('d', 'd2', 20),
        ['apply', 'd', { effect: 'charge' }, 'ok', 21],
        end('delete', 'd', 'd2', 22),
        end('delete', 'f', 'f1', 300),
        receive('a', 'a2', 310),
        end('delete', 'a', 'a1', 320),
        receive('a', 'a3', 450),
        end('delete', 'a', 'a3', 460),
      ),
    );
    expect(seen).toEqual({
      'a duplicate was delivered': 3,
      'a visibility ran out under a handler': 2,
      'an acknowledgement came too late': 1,
      'a batch failed in part': 1,
      'a crash fell between effect and acknowledgement': 1,
    });
  });

  it('says nothing of what a history cannot show', () => {
    expect(sometimesOf([])).toEqual({});
  });
});
