import { beforeEach, describe, expect, it } from '@jest/globals';
import { type VirtualTime, virtualTime } from '../../kernel/testing/virtual-time.ts';
import type { FaultRequest } from '../carriers/carrier.ts';
import type { FaultControl } from '../carriers/fault-control.ts';
import { methodSchema } from '../file/method.ts';
import { type MethodOptions, runMethod } from './run-method.ts';

const load = (name: string, more: object = {}) => ({
  type: 'action',
  name,
  provider: { type: 'load', operations: 3, rate: 1, ...more },
});
const fault = (name: string, start: string, duration: string) => ({
  type: 'action',
  name,
  provider: { type: 'fault', fault: 'crash', target: { function: 'f' }, percentage: 30, start, duration },
});
const provider = { type: 'queue-depth', queues: 'work' };
const probe = (name: string, more: object = {}) => ({ type: 'probe', name, provider, ...more });

let time: VirtualTime;

beforeEach(() => {
  time = virtualTime();
});

describe('the method', () => {
  it('opens each fault in its window beside the load, and closes it', async () => {
    const { calls, journal, run } = method([load('users'), fault('slow', '5ms', '20ms')]);
    const [window] = await run();
    expect(window?.rule).toBe('slow');
    expect((window?.endedAt ?? 0) - (window?.startedAt ?? 0)).toBe(20);
    expect(calls).toEqual(['inject slow for 20 ms with seed 7', 'withdraw slow']);
    expect(journal.sort()).toEqual([
      'fault:slow completed',
      'fault:slow started',
      'first-request completed',
      'inject:slow completed',
      'inject:slow started',
      'users completed',
      'users started',
      'withdraw:slow completed',
      'withdraw:slow started',
    ]);
  });

  it('counts the start of a fault from the first request, however long the load takes to begin', async () => {
    let firstRequestAt = 0;
    const { run } = method([load('users'), fault('slow', '40ms', '20ms')], {
      async runLoad(_, report) {
        await time.pause(60);
        firstRequestAt = time.now();
        const progress = { firstRequestAt, operationsSent: 1, attempts: 1, statuses: {} };
        for (const _ of ['first', 'second']) report(progress);
        return progress;
      },
    });
    const [window] = await run();
    expect(window?.startedAt).toBe(firstRequestAt + 40);
  });

  it('injects what cannot be there ahead of its time when its time has come', async () => {
    let injectedAt = 0;
    let firstRequestAt = 0;
    const { control, run } = method([load('users'), fault('slow', '40ms', '20ms')], {
      async runLoad(_, report) {
        firstRequestAt = time.now();
        report({ firstRequestAt, operationsSent: 1, attempts: 1, statuses: {} });
        return { firstRequestAt, operationsSent: 1, attempts: 1, statuses: {} };
      },
    });
    const { inject } = control;
    Object.assign(control, {
      startsAhead: () => false,
      inject: (request: FaultRequest) => {
        injectedAt = time.now();
        return inject(request);
      },
    });
    await run();
    expect(injectedAt - firstRequestAt).toBe(40);
  });

  it('has a fault that starts at 0 in place before the load begins, also one that stands after it in the file', async () => {
    const order: string[] = [];
    const { control, run } = method([load('users'), fault('slow', '0s', '20ms')], {
      async runLoad() {
        order.push('load');
        return { operationsSent: 0, attempts: 0, statuses: {} };
      },
    });
    const { inject } = control;
    Object.assign(control, {
      async inject(request: FaultRequest) {
        await time.pause(30);
        order.push('injected');
        return inject(request);
      },
    });
    await run();
    expect(order).toEqual(['injected', 'load']);
  });

  it('opens its faults though no request ever comes', async () => {
    const { calls, run } = method([load('users'), fault('slow', '5ms', '20ms')], {
      runLoad: async () => ({ operationsSent: 0, attempts: 0, statuses: {} }),
    });
    await run();
    expect(calls).toHaveLength(2);
  });

  it('takes its steps in turn where they are waited for, with their pauses', async () => {
    const pauses = { before: '30ms', after: '30ms' };
    const { journal, run } = method([
      probe('first', { pauses }),
      { ...load('users'), background: false },
      probe('second'),
      { type: 'action', name: 'back', provider: { type: 'redrive' } },
    ]);
    const from = time.now();
    await run();
    expect(time.now() - from).toBe(60);
    expect(journal.filter((line) => !line.startsWith('first-request'))).toEqual(
      ['probe:first', 'users', 'probe:second', 'back'].flatMap((step) => [`${step} started`, `${step} completed`]),
    );
  });

  it('ends a fault before its time where a step withdraws it, and one that is not yet there begins all the same', async () => {
    const withdraw = { type: 'action', name: 'enough', provider: { type: 'withdraw-faults' } };
    const users = { ...load('users'), background: true };
    const steps = [
      users,
      fault('slow', '5ms', '10m'),
      fault('late', '60ms', '20ms'),
      probe('seen', { start: '30ms' }),
      withdraw,
      probe('then'),
    ];
    const { calls, journal, run } = method(steps);
    const windows = await run();
    expect(windows.map(({ rule, startedAt, endedAt }) => [rule, endedAt - startedAt])).toEqual([
      ['slow', 25],
      ['late', 20],
    ]);
    expect(calls.filter((call) => call.startsWith('withdraw'))).toEqual(['withdraw slow', 'withdraw late']);
    const order = ['probe:seen completed', 'withdraw:slow completed', 'enough completed', 'probe:then completed'];
    expect(journal.filter((line) => order.includes(line))).toEqual(order);
  });

  it('goes on after a probe that deviated', async () => {
    const { journal, run } = method([load('users'), probe('calm', { tolerance: 0, start: '5ms' })], {
      ask: async ({ name }) => ({ name, got: 3, met: false }),
    });
    await run();
    expect(journal).toContain('probe:calm deviated');
  });

  it('does not wait for ever for a first request before any load', async () => {
    const { journal, run } = method([probe('early', { start: '5ms' }), load('users')]);
    await run();
    expect(journal).toContain('users completed');
  });

  it('ends all faults at once when the load fails, and throws that error', async () => {
    const { calls, journal, run } = method([load('users'), fault('slow', '5ms', '60s')], {
      runLoad: async (_, report) => {
        report({ firstRequestAt: time.now(), operationsSent: 1, attempts: 1, statuses: {} });
        await time.pause(30);
        throw new Error('no Artillery');
      },
    });
    await expect(run()).rejects.toThrow('no Artillery');
    expect(calls.at(-1)).toBe('end all');
    expect(journal).toContain('fault:slow aborted');
  });

  it('ends everything on an abort, also a fault that was not yet due', async () => {
    const abort = new AbortController();
    const { calls, run } = method([load('users'), fault('slow', '5ms', '60s'), fault('late', '60s', '60s')], {
      signal: abort.signal,
      async runLoad(_, report, signal) {
        report({ firstRequestAt: time.now(), operationsSent: 1, attempts: 1, statuses: {} });
        await time.pause(60_000, signal);
        throw new Error('Nobody aborted.');
      },
    });
    void time.pause(30).then(() => abort.abort(new Error('Ctrl-C')));
    await expect(run()).rejects.toThrow('Ctrl-C');
    expect(calls.sort()).toEqual([
      'end all',
      'end all',
      'inject late for 60000 ms with seed 7',
      'inject slow for 60000 ms with seed 7',
    ]);
  });

  it('injects nothing outside the blast radius, whatever the file was checked for', async () => {
    const radius = { functions: ['g'], tables: [], queues: [], services: [], share: 100 };
    const { calls, run } = method([load('users'), fault('slow', '0s', '20ms')], { radius });
    await expect(run()).rejects.toThrow('the fault "slow" is refused: "f" is outside the blast radius');
    expect(calls).toEqual([]);
  });
});

function method(steps: readonly object[], changes: Partial<MethodOptions> = {}) {
  const calls: string[] = [];
  const journal: string[] = [];
  const control: FaultControl = {
    check: async () => undefined,
    startsAhead: () => true,
    async inject({ id, seed, durationMs, startsAt = time.now() }) {
      calls.push(`inject ${id} for ${durationMs} ms with seed ${seed}`);
      return { startsAt, expiresAt: startsAt + durationMs };
    },
    extend: async ({ id }, expiresAt) => void calls.push(`extend ${id} to ${expiresAt}`),
    withdraw: async ({ id }) => void calls.push(`withdraw ${id}`),
    active: async () => [],
    async endAll() {
      calls.push('end all');
      return { ended: [], problems: [], tookMs: 0 };
    },
  };
  const options: MethodOptions = {
    steps: methodSchema.parse(steps),
    seed: 7,
    control,
    radius: undefined,
    ask: async ({ name }) => ({ name, got: 0, met: true }),
    redrive: async () => [],
    fired: async () => 1,
    isQuiet: async () => true,
    async runLoad({ operations: sent }, report) {
      const progress = { firstRequestAt: time.now(), operationsSent: sent, attempts: sent, statuses: { 202: sent } };
      report(progress);
      return progress;
    },
    lines: { journal: (step, status) => journal.push(`${step} ${status}`) },
    time,
    signal: new AbortController().signal,
    report: () => undefined,
    ...changes,
  };
  return { calls, journal, control, run: () => time.run(runMethod(options)) };
}
