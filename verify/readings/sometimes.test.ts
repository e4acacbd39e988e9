import { describe, expect, it } from '@jest/globals';
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

  it('says nothing of what a history cannot show', () => {
    expect(sometimesOf([])).toEqual({});
  });
});
