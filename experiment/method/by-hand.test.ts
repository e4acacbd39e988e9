import { beforeEach, describe, expect, it } from '@jest/globals';
import { type VirtualTime, virtualTime } from '../../kernel/testing/virtual-time.ts';
import type { FaultControl } from '../carriers/fault-control.ts';
import { methodSchema } from '../file/method.ts';
import type { Answer, FaultAsk } from '../watch/asks.ts';
import { runMethod } from './run-method.ts';

const load = { type: 'action', name: 'users', provider: { type: 'load', operations: 100, rate: 1 } };
const fault = (name: string, start: string, duration: string, target = 'f') => ({
  type: 'action',
  name,
  provider: { type: 'fault', fault: 'crash', target: { function: target }, percentage: 30, start, duration },
});
const steps = [load, fault('early', '10s', '10s'), fault('late', '70s', '10s', 'g')];

let time: VirtualTime;

beforeEach(() => {
  time = virtualTime();
});

/** Runs a method whose load goes on for 100 s, and asks for these things at these seconds. */
async function ran(asks: readonly (FaultAsk & { readonly at: number })[], control: Partial<FaultControl> = {}) {
  const from = time.now();
  const seconds = (at: number) => Math.round((at - from) / 1_000);
  const calls: string[] = [];
  const journal: string[] = [];
  const refused: string[] = [];
  let answer: Answer | undefined;
  const log = (what: string) => void calls.push(`${seconds(time.now())} ${what}`);
  const method = runMethod({
    steps: methodSchema.parse(steps),
    asks: {
      answerBy(by) {
        answer = by;
        return () => {
          answer = undefined;
        };
      },
    },
    control: {
      check: async () => undefined,
      startsAhead: () => false,
      async inject({ id, durationMs, startsAt = time.now() }) {
        log(`inject ${id}`);
        return { startsAt, expiresAt: startsAt + durationMs };
      },
      extend: async () => undefined,
      withdraw: async ({ id }) => log(`withdraw ${id}`),
      active: async () => [],
      async endAll() {
        log('end all');
        return { ended: [], problems: [], tookMs: 0 };
      },
      ...control,
    },
    async runLoad(_, report, signal) {
      report({ firstRequestAt: from, operationsSent: 1, attempts: 1, statuses: {} });
      await time.pause(100_000, signal);
      return { firstRequestAt: from, operationsSent: 100, attempts: 100, statuses: {} };
    },
    ...{ seed: 7, radius: undefined, time, report: () => undefined, signal: new AbortController().signal },
    ask: async ({ name }) => ({ name, got: 0, met: true }),
    redrive: async () => [],
    fired: async () => 1,
    isQuiet: async () => true,
    lines: { journal: (step, status) => journal.push(`${seconds(time.now())} ${step} ${status}`) },
  });
  for (const { at, ...asked } of asks) {
    void time.pause(at * 1_000).then(async () => {
      if (answer === undefined) refused.push('nobody listens');
      else await answer(asked).catch((error: Error) => refused.push(error.message));
    });
  }
  const windows = await time.run(method);
  const told = windows.map(({ rule, startedAt, endedAt }) => `${rule} ${seconds(startedAt)} to ${seconds(endedAt)}`);
  return { windows: told, calls, journal, refused, isDeaf: answer === undefined };
}

describe('what people ask of the faults of a method', () => {
  it('ends one before its time, as if its window were over', async () => {
    const { windows, refused, journal } = await ran([{ ask: 'withdraw', fault: 'early', at: 14 }]);
    expect(windows).toEqual(['early 10 to 14', 'late 70 to 80']);
    expect(journal).toContain('14 fault:early completed');
    expect(refused).toEqual([]);
  });

  it('injects one again for its own duration, under an id of its own', async () => {
    const { windows, journal, refused } = await ran([
      { ask: 'inject', fault: 'early', at: 30 },
      { ask: 'inject', fault: 'early', at: 45 },
      { ask: 'withdraw', fault: 'early-by-hand-2', at: 49 },
    ]);
    expect(windows.sort()).toEqual([
      'early 10 to 20',
      'early-by-hand-1 30 to 40',
      'early-by-hand-2 45 to 49',
      'late 70 to 80',
    ]);
    expect(journal.filter((line) => line.includes('by-hand-1'))).toEqual([
      '30 inject:early-by-hand-1 started',
      '30 inject:early-by-hand-1 completed',
      '30 fault:early-by-hand-1 started',
      '40 withdraw:early-by-hand-1 started',
      '40 withdraw:early-by-hand-1 completed',
      '40 fault:early-by-hand-1 completed',
    ]);
    expect(refused).toEqual([]);
  });

  it('ends with the method, which it does not prolong, and nobody listens from then on', async () => {
    const { windows, isDeaf, refused } = await ran([
      { ask: 'inject', fault: 'early', at: 95 },
      { ask: 'inject', fault: 'early', at: 101 },
    ]);
    expect(windows).toContain('early-by-hand-1 95 to 100');
    expect(isDeaf).toBe(true);
    expect(refused).toEqual([]);
  });

  it.each([
    ['one that is on', 'early', 15, /"early" cannot be injected now: it is on, or its time is still to come/],
    ['one whose time is still to come', 'late', 15, /"late" cannot be injected now: it is on/],
    ['one that nobody has planned', 'other', 15, /there is no fault "other" in this experiment/],
  ])('refuses %s', async (_, name, at, says) => {
    const { refused, calls } = await ran([{ ask: 'inject', fault: name, at }]);
    expect(refused).toEqual([expect.stringMatching(says)]);
    expect(calls.filter((call) => call.includes('by-hand'))).toEqual([]);
  });

  it('refuses a second one beside the first by hand, and the end of what is not on', async () => {
    const { refused } = await ran([
      { ask: 'inject', fault: 'early', at: 30 },
      { ask: 'inject', fault: 'early', at: 35 },
      { ask: 'withdraw', fault: 'early', at: 36 },
    ]);
    expect(refused).toEqual([
      expect.stringMatching(/^"early" cannot be injected now/),
      '"early" cannot be withdrawn: it is not on',
    ]);
  });

  it('takes back what could not be put in place, and the method goes on', async () => {
    const inject: FaultControl['inject'] = async ({ id, durationMs }) => {
      if (id.includes('by-hand')) throw new Error('no room');
      return { startsAt: time.now(), expiresAt: time.now() + durationMs };
    };
    const { windows, refused, calls } = await ran([{ ask: 'inject', fault: 'early', at: 30 }], { inject });
    expect(windows).toEqual(['early 10 to 20', 'late 70 to 80']);
    expect(refused).toEqual(['no room']);
    expect(calls).toContain('30 withdraw early-by-hand-1');
  });

  it('fails the method when it cannot be ended', async () => {
    const withdraw: FaultControl['withdraw'] = async ({ id }) => {
      if (id.includes('by-hand')) throw new Error('stuck');
    };
    await expect(ran([{ ask: 'inject', fault: 'early', at: 30 }], { withdraw })).rejects.toThrow('stuck');
  });
});
