import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { catalogue } from '../../chaos/faults/catalogue.ts';
import type { Place } from '../../chaos/faults/fault.ts';
import { virtualTime } from '../../kernel/testing/virtual-time.ts';
import type { Carrier } from '../carriers/carrier.ts';
import { endAllFaults } from '../carriers/end-all.ts';
import { type FaultControl, openFaultControl } from '../carriers/fault-control.ts';
import { methodSchema } from '../file/method.ts';
import { runMethod } from '../method/run-method.ts';
import { type Chance, modelCarrier } from '../testing/model-carrier.ts';
import type { FaultAsk } from '../watch/asks.ts';
import { rollBack } from './rollbacks.ts';

const cloud = {
  kind: 'localstack',
  endpoint: 'http://127.0.0.1:1',
  region: 'r',
  accountId: 'a',
  environment: {},
} as const;

/** One fault of each carrier: what they differ in is in the carriers. */
const examples = (['call', 'setting', 'cloud'] as const satisfies readonly Place[]).map((place) => {
  const { name, example } = catalogue.find((fault) => fault.place === place) ?? catalogue[0];
  return { fault: name, ...example };
});

const planned = fc.record({
  which: fc.nat(examples.length - 1),
  start: fc.nat(4_000),
  duration: fc.integer({ min: 1, max: 60_000 }),
});
/** What people ask for, in how many milliseconds from the beginning of the method. */
const asked = fc.array(
  fc.record({
    after: fc.nat(20_000),
    ask: fc.constantFrom('inject' as const, 'withdraw' as const),
    fault: fc.constantFrom('fault-0', 'fault-1', 'fault-2', 'fault-0-by-hand-1', 'fault-1-by-hand-2'),
  }),
  { maxLength: 6 },
);
/** In how many milliseconds the runner dies, or is aborted, from the beginning of the method. */
const moment = fc.option(fc.nat(20_000), { nil: undefined });
const latencies = fc.infiniteStream(fc.oneof(fc.nat(50), fc.nat(1_500)));

/** How long a guard looks again; no call of the model is longer on its way there. */
const SETTLE_MS = 5_000;

describe('any set of faults', () => {
  it('leaves nothing when it is aborted at any time', async () => {
    const failures = fc.infiniteStream(fc.constant('none' as const));
    await fc.assert(
      fc.asyncProperty(
        fc.array(planned, { maxLength: 5 }),
        asked,
        moment,
        latencies,
        failures,
        async (faults, asks, abortAfter, ...draws) => {
          const { acting, rolledBack, problems } = await play({ faults, asks, abortAfter, dieAfter: undefined }, draws);
          expect(rolledBack).toBe(true);
          expect(problems).toEqual([]);
          expect(acting).toEqual([]);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('leaves nothing when its runner dies at any time, even while it is rolling back, and calls fail', async () => {
    const failures = fc.infiniteStream(
      fc.oneof(
        { weight: 8, arbitrary: fc.constant('none' as const) },
        { weight: 1, arbitrary: fc.constantFrom('before' as const, 'after' as const) },
      ),
    );
    // Often while the first faults are on their way.
    const crash = fc.oneof(fc.integer({ min: 500, max: 2_500 }), fc.nat(25_000));
    await fc.assert(
      fc.asyncProperty(
        fc.array(planned, { maxLength: 5 }),
        asked,
        moment,
        crash,
        latencies,
        failures,
        async (faults, asks, abortAfter, dieAfter, ...draws) => {
          const { acting } = await play({ faults, asks, abortAfter, dieAfter }, draws);
          expect(acting).toEqual([]);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('ends by its expiry when runner and guard die together', async () => {
    const failures = fc.infiniteStream(fc.constant('none' as const));
    await fc.assert(
      fc.asyncProperty(
        fc.array(planned, { maxLength: 5 }),
        asked,
        fc.nat(10_000),
        latencies,
        failures,
        async (faults, asks, dieAfter, ...draws) => {
          const dead = { faults, asks, abortAfter: undefined, dieAfter, guarded: false };
          const { acting, longestMs } = await play(dead, draws);
          for (const { expiresAt = Infinity, startsAt = 0 } of acting)
            expect(expiresAt - startsAt).toBeLessThanOrEqual(longestMs);
        },
      ),
    );
  });
});

interface Play {
  readonly faults: readonly { which: number; start: number; duration: number }[];
  readonly asks: readonly (FaultAsk & { readonly after: number })[];
  readonly abortAfter: number | undefined;
  readonly dieAfter: number | undefined;
  readonly guarded?: boolean;
}

/** Runs method and rollbacks on a model of the carriers, and a guard when the runner dies. */
async function play(
  { faults, asks, abortAfter, dieAfter, guarded = true }: Play,
  [latency, failure]: readonly [fc.Stream<number>, fc.Stream<'none' | 'before' | 'after'>],
) {
  const time = virtualTime();
  const chance: Chance = { latencyMs: () => latency.next().value, failure: () => failure.next().value };
  const models = (['rules', 'settings', 'cloud'] as const).map((name) => modelCarrier(name, time, chance));
  const runner = { alive: true };
  const control = openFaultControl({
    cloud,
    carriers: models.map((model) => model.seenBy(runner)),
    checkTarget: async () => undefined,
    catalogue,
    time,
  });
  const abort = new AbortController();
  const died = Promise.withResolvers<void>();
  if (abortAfter !== undefined) void time.pause(abortAfter).then(() => abort.abort(new Error('abort')));
  if (dieAfter !== undefined) {
    void time.pause(dieAfter).then(() => {
      runner.alive = false;
      died.resolve();
    });
  }
  let rolledBack = false;
  let problems: readonly string[] = [];
  const work = run({ faults, asks }, control, time, abort.signal).then((result) => {
    rolledBack = true;
    ({ problems } = result);
  });
  await time.run(Promise.race([work, died.promise]));
  const guards: Carrier[] = models.map((model) => model.seenBy({ alive: true }));
  if (!rolledBack && guarded) await time.run(endAllFaults(guards, { time, settleMs: SETTLE_MS, withinMs: 120_000 }));
  // Whatever is still on its way arrives.
  await time.run(time.pause(SETTLE_MS));
  const longestMs = Math.max(0, ...faults.map(({ duration }) => duration));
  return { acting: models.flatMap((model) => model.acting()), rolledBack, problems, longestMs };
}

async function run(
  { faults, asks }: Pick<Play, 'faults' | 'asks'>,
  control: FaultControl,
  time: ReturnType<typeof virtualTime>,
  signal: AbortSignal,
) {
  const steps = methodSchema.parse([
    { type: 'action', name: 'load', provider: { type: 'load', operations: 1, rate: 1 } },
    ...faults.map(({ which, start, duration }, n) => ({
      type: 'action',
      name: `fault-${n}`,
      provider: { type: 'fault', ...examples[which], start: `${start}ms`, duration: `${duration}ms` },
    })),
  ]);
  const lines = { journal: () => undefined };
  await runMethod({
    steps,
    asks: {
      answerBy(answer) {
        for (const { after, ...ask } of asks) {
          const refused = () => undefined;
          void time.pause(after).then(() => (signal.aborted ? undefined : answer(ask).catch(refused)));
        }
        return () => undefined;
      },
    },
    seed: 1,
    control,
    radius: undefined,
    ask: async ({ name }) => ({ name, got: 0, met: true }),
    redrive: async () => undefined,
    fired: async () => 1,
    isQuiet: async () => true,
    async runLoad(_, report, aborted) {
      await time.pause(500, aborted);
      const progress = { firstRequestAt: time.now(), operationsSent: 1, attempts: 1, statuses: {} };
      report(progress);
      await time.pause(3_000, aborted);
      return progress;
    },
    lines,
    time,
    signal,
    report: () => undefined,
  }).catch(() => undefined);
  const rollbacks = [{ type: 'action', name: 'off', provider: { type: 'withdraw-faults' } }] as const;
  return rollBack(
    { rollbacks: [...rollbacks] },
    { redrive: async () => undefined, report: () => undefined },
    { control, lines },
  );
}
