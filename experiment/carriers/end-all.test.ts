import { describe, expect, it } from '@jest/globals';
import { virtualTime } from '../../kernel/testing/virtual-time.ts';
import type { ActiveFault, Carrier } from './carrier.ts';
import { endAllFaults } from './end-all.ts';

const fault = (id: string, more: Partial<ActiveFault> = {}): ActiveFault => ({
  id,
  fault: 'f',
  carrier: 'rules',
  target: 't',
  ...more,
});

/** A carrier that answers these in turn, then nothing. */
function carrier(name: Carrier['name'], ...answers: (readonly ActiveFault[] | Error)[]): Carrier {
  const never = () => Promise.reject(new Error('not part of this'));
  return {
    name,
    startsAhead: true,
    inject: never,
    extend: never,
    withdraw: never,
    active: never,
    async endAll() {
      const answer = answers.shift() ?? [];
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
}

const end = (carriers: readonly Carrier[], settleMs: number, withinMs = 10_000) => {
  const time = virtualTime();
  const from = time.now();
  return time
    .run(endAllFaults(carriers, { time, settleMs, withinMs }))
    .then((ending) => ({ ...ending, ids: ending.ended.map(({ id }) => id), waitedMs: time.now() - from }));
};

describe('ending all faults', () => {
  it('is done after one look where nothing can be on its way', async () => {
    const { ids, problems, waitedMs } = await end([carrier('rules', [fault('a')]), carrier('settings')], 0);
    expect({ ids, problems, waitedMs }).toEqual({ ids: ['a'], problems: [], waitedMs: 0 });
  });

  it('looks again until nothing has turned up for a while, and says when the last fault was off', async () => {
    const late = carrier('rules', [fault('a')], [], [], [fault('b')]);
    const { ids, tookMs, waitedMs } = await end([late], 2_000);
    expect(ids).toEqual(['a', 'b']);
    expect(tookMs).toBe(600);
    expect(waitedMs).toBe(2_600);
  });

  it('watches what is ending, which is no active fault, until it is gone', async () => {
    const ending = [fault('a', { ending: true })];
    const { ids, tookMs, waitedMs } = await end([carrier('settings', ending, ending, ending)], 1_000);
    expect({ ids, tookMs }).toEqual({ ids: [], tookMs: 0 });
    expect(waitedMs).toBe(400 + 1_000);
  });

  it('asks again when a carrier fails', async () => {
    const { ids, problems } = await end([carrier('rules', new Error('busy'), [fault('a')])], 0);
    expect({ ids, problems }).toEqual({ ids: ['a'], problems: [] });
  });

  it('gives up when one fails for ever, names it, and has ended the others', async () => {
    const dead = { ...carrier('cloud'), endAll: () => Promise.reject(new Error('no answer')) };
    const { ids, problems, waitedMs } = await end([dead, carrier('rules', [fault('a')])], 0, 1_000);
    expect({ ids, problems }).toEqual({ ids: ['a'], problems: ['cloud: no answer'] });
    expect(waitedMs).toBe(1_000);
  });

  it('does not let a cloud that hangs keep the others from ending', async () => {
    const time = virtualTime();
    let endedAt = 0;
    const hangs = { ...carrier('cloud'), endAll: () => time.pause(9_000).then(() => []) };
    const rules = carrier('rules');
    const watched = {
      ...rules,
      async endAll() {
        endedAt ||= time.now();
        return rules.endAll();
      },
    };
    const from = time.now();
    await time.run(endAllFaults([hangs, watched], { time, settleMs: 0, withinMs: 10_000 }));
    expect(endedAt - from).toBe(500);
  });
});
