import { describe, expect, it } from '@jest/globals';
import type { Load, PlannedFault } from './experiment.ts';
import type { FaultControl } from './fault-control.ts';
import { type MethodOptions, runMethod } from './method.ts';
import { realTime } from './pause.ts';

const load = { name: 'orders', type: 'load', orders: 3, rate: 1, start: 0 } as const;
const fault: PlannedFault = {
  id: 'slow',
  type: 'fault',
  fault: 'delay',
  target: { function: 'f' },
  percentage: 30,
  parameters: { delayMs: 1, jitterMs: 0 },
  start: 5,
  duration: 20,
};

describe('the method', () => {
  it('opens each fault in its window beside the load, and closes it', async () => {
    const { calls, journal, run } = method();
    const [window] = await run();
    expect(window?.rule).toBe('slow');
    expect((window?.endedAt ?? 0) - (window?.startedAt ?? 0)).toBeGreaterThanOrEqual(20);
    expect(calls).toEqual(['inject slow for 20 ms with seed 7', 'withdraw slow']);
    expect(journal.sort()).toEqual([
      'fault:slow completed',
      'fault:slow started',
      'first-request completed',
      'orders completed',
      'orders started',
    ]);
  });

  it('counts the start of a fault from the first request, however long the load takes to begin', async () => {
    let firstRequestAt = 0;
    const { run } = method({
      faults: [{ ...fault, start: 40 }],
      async runLoad(_, report) {
        await realTime.pause(60);
        firstRequestAt = Date.now();
        const progress = { firstRequestAt, ordersSent: 1, attempts: 1, statuses: {} };
        for (const _ of ['first', 'second']) report(progress);
        return progress;
      },
    });
    const [window] = await run();
    expect(window?.startedAt).toBe(firstRequestAt + 40);
  });

  it('has a fault that starts at 0 in place before the load begins', async () => {
    const order: string[] = [];
    const { control, run } = method({
      faults: [{ ...fault, start: 0 }],
      async runLoad() {
        order.push('load');
        return { ordersSent: 0, attempts: 0, statuses: {} };
      },
    });
    const { inject } = control;
    control.inject = async (...given) => {
      await realTime.pause(30);
      order.push('injected');
      return inject(...given);
    };
    await run();
    expect(order).toEqual(['injected', 'load']);
  });

  it('opens its faults though no request ever comes', async () => {
    const { calls, run } = method({ runLoad: async () => ({ ordersSent: 0, attempts: 0, statuses: {} }) });
    await run();
    expect(calls).toHaveLength(2);
  });

  it('withdraws a fault at once when the load fails, and throws that error', async () => {
    const endless = { ...fault, duration: 60_000 };
    const { calls, journal, run } = method({
      faults: [endless],
      runLoad: async (_, report) => {
        report({ firstRequestAt: Date.now(), ordersSent: 1, attempts: 1, statuses: {} });
        await realTime.pause(30);
        throw new Error('no Artillery');
      },
    });
    await expect(run()).rejects.toThrow('no Artillery');
    expect(calls.at(-1)).toBe('withdraw slow');
    expect(journal).toContain('fault:slow aborted');
  });

  it('ends everything on an abort, also a fault that was not yet due', async () => {
    const abort = new AbortController();
    const late = { ...fault, id: 'late', start: 60_000, duration: 60_000 };
    const { calls, run } = method({
      faults: [{ ...fault, duration: 60_000 }, late],
      signal: abort.signal,
      async runLoad(_, report, signal) {
        report({ firstRequestAt: Date.now(), ordersSent: 1, attempts: 1, statuses: {} });
        await realTime.pause(60_000, signal);
        throw new Error('Nobody aborted.');
      },
    });
    setTimeout(() => abort.abort(new Error('Ctrl-C')), 30);
    await expect(run()).rejects.toThrow('Ctrl-C');
    expect(calls.sort()).toEqual([
      'inject late for 60000 ms with seed 7',
      'inject slow for 60000 ms with seed 7',
      'withdraw late',
      'withdraw slow',
    ]);
  });
});

function method(changes: Partial<MethodOptions> = {}) {
  const calls: string[] = [];
  const journal: string[] = [];
  const control: FaultControl = {
    async inject({ id }, seed, durationMs, startsAt = Date.now()) {
      calls.push(`inject ${id} for ${durationMs} ms with seed ${seed}`);
      return { startsAt, expiresAt: startsAt + durationMs };
    },
    withdraw: async ({ id }) => void calls.push(`withdraw ${id}`),
    active: async () => [],
  };
  const options: MethodOptions = {
    loads: [load],
    faults: [fault],
    seed: 7,
    control,
    async runLoad({ orders }: Load, report) {
      const progress = { firstRequestAt: Date.now(), ordersSent: orders, attempts: orders, statuses: { 202: orders } };
      report(progress);
      return progress;
    },
    lines: { journal: (step, status) => journal.push(`${step} ${status}`), metrics: () => undefined },
    time: realTime,
    signal: new AbortController().signal,
    report: () => undefined,
    ...changes,
  };
  return { calls, journal, control, run: () => runMethod(options) };
}
