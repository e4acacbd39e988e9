import { beforeEach, describe, expect, it } from '@jest/globals';
import { type VirtualTime, virtualTime } from '../../kernel/testing/virtual-time.ts';
import type { FaultRequest } from '../carriers/carrier.ts';
import type { FaultControl } from '../carriers/fault-control.ts';
import { methodSchema } from '../file/method.ts';
import { runMethod } from './run-method.ts';

/** One operation comes each second. */
const load = { type: 'action', name: 'users', provider: { type: 'load', operations: 100, rate: 1 } };

const fault = (name: string, lines: object) => ({
  type: 'action',
  name,
  provider: { type: 'fault', fault: 'throttle', target: { function: 'f' }, ...lines },
});

let time: VirtualTime;

beforeEach(() => {
  time = virtualTime();
});

/** Runs a load of 100 s with these faults. Each fires at these seconds, and the system is quiet from `quietAt` on. */
async function windowsOf(faults: readonly object[], world: { firesAt?: readonly number[]; quietAt?: number } = {}) {
  const { firesAt = [0], quietAt = 100 } = world;
  const from = time.now();
  const extended: number[] = [];
  const seconds = (at: number) => Math.round((at - from) / 1_000);
  const begun = new Map<string, number>();
  const control: FaultControl = {
    check: async () => undefined,
    startsAhead: () => true,
    async inject({ id, durationMs, startsAt = time.now() }: FaultRequest) {
      begun.set(id, startsAt);
      return { startsAt, expiresAt: startsAt + durationMs };
    },
    extend: async (_, expiresAt) => void extended.push(seconds(expiresAt)),
    withdraw: async () => undefined,
    active: async () => [],
    endAll: async () => ({ ended: [], problems: [], tookMs: 0 }),
  };
  const windows = await time.run(
    runMethod({
      steps: methodSchema.parse([load, ...faults]),
      ...{ seed: 7, control, radius: undefined, time, report: () => undefined },
      ask: async ({ name }) => ({ name, got: 0, met: true }),
      redrive: async () => [],
      fired: async (id) =>
        firesAt.filter((at) => at <= seconds(time.now()) && at >= seconds(begun.get(id) ?? 0)).length,
      isQuiet: async () => seconds(time.now()) >= quietAt,
      async runLoad(_, report, signal) {
        for (let sent = 1; sent <= 100; sent++) {
          report({ firstRequestAt: from, operationsSent: sent, attempts: sent, statuses: {} });
          await time.pause(1_000, signal);
        }
        return { firstRequestAt: from, operationsSent: 100, attempts: 100, statuses: {} };
      },
      lines: { journal: () => undefined },
      signal: new AbortController().signal,
    }),
  );
  const told = windows.map(({ rule, startedAt, endedAt }) => [rule, seconds(startedAt), seconds(endedAt)]);
  return { windows: told, extended };
}

describe('the window of a fault', () => {
  it('is told by shares of the load', async () => {
    const slow = fault('slow', { start: '20 %', until: '70 %', duration: '5m' });
    expect(await windowsOf([slow], { firesAt: [30] })).toEqual({ windows: [['slow', 19, 69]], extended: [] });
  });

  it('ends at its deadline if the load is slower than that', async () => {
    const slow = fault('slow', { start: '20 %', until: '70 %', duration: '30s' });
    expect(await windowsOf([slow], { firesAt: [30] })).toEqual({ windows: [['slow', 19, 49]], extended: [] });
  });

  it('goes on after its share until it has fired, or its deadline is there', async () => {
    const slow = fault('slow', { start: '20 %', until: '50 %', duration: '60s' });
    expect((await windowsOf([slow], { firesAt: [63] })).windows).toEqual([['slow', 19, 63]]);
    time = virtualTime();
    expect((await windowsOf([slow], { firesAt: [] })).windows).toEqual([['slow', 19, 79]]);
  });

  it('ends when it has fired as often as it should, or its deadline is there', async () => {
    const slow = fault('slow', { start: '20 %', until: 'fired 3', duration: '60s' });
    expect((await windowsOf([slow], { firesAt: [2, 30, 40, 50, 55] })).windows).toEqual([['slow', 19, 50]]);
    time = virtualTime();
    expect((await windowsOf([slow], { firesAt: [30, 40] })).windows).toEqual([['slow', 19, 79]]);
  });

  it('does not last when no load goes on and nothing moves', async () => {
    const slow = fault('slow', { start: '90 %', until: 'fired 3', duration: '5m' });
    expect((await windowsOf([slow], { firesAt: [], quietAt: 120 })).windows).toEqual([['slow', 89, 120]]);
  });

  it('told by time is as long as it says where it has fired', async () => {
    const slow = fault('slow', { start: '10s', duration: '20s' });
    expect(await windowsOf([slow], { firesAt: [15] })).toEqual({ windows: [['slow', 10, 30]], extended: [] });
  });

  it('told by time is put off where it has not fired, until it has, at most as long again', async () => {
    const slow = fault('slow', { start: '10s', duration: '20s' });
    expect(await windowsOf([slow], { firesAt: [37] })).toEqual({ windows: [['slow', 10, 37]], extended: [50] });
    time = virtualTime();
    expect(await windowsOf([slow], { firesAt: [] })).toEqual({ windows: [['slow', 10, 50]], extended: [50] });
  });

  it('is put off no longer than until another begins that would hit the same', async () => {
    const slow = fault('slow', { start: '10s', duration: '20s' });
    const later = fault('later', { start: '40s', duration: '5s' });
    const { windows } = await windowsOf([slow, later], { firesAt: [41] });
    expect(windows).toEqual([
      ['slow', 10, 40],
      ['later', 40, 45],
    ]);
  });
});
