import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { virtualTime } from '../kernel/testing/virtual-time.ts';
import { calibrate } from './calibrate.ts';

interface Model {
  /** Of the one processor, for each operation. */
  readonly workMs: number;
  /** From the request to its answer, and from there to the end of its work, on an idle machine. */
  readonly wayMs: readonly [number, number];
  readonly coldMs: number;
  readonly lookEveryMs: number;
}

/** Calibrates with a model of a system: one processor, work that goes on after the answer, and a cold start. */
async function calibrated(model: Model, operations: number, most: number) {
  const time = virtualTime();
  const sent: { number: number; at: number }[] = [];
  let freeAt = time.now();
  let moving = 0;
  const found = await time.run(
    calibrate({
      operations,
      most,
      time,
      signal: new AbortController().signal,
      async send(number) {
        sent.push({ number, at: time.now() });
        moving += 1;
        freeAt = Math.max(freeAt, time.now() + (number === 1 ? model.coldMs : 0)) + model.workMs;
        const [answer, rest] = model.wayMs;
        void time.pause(freeAt - time.now() + answer + rest).then(() => {
          moving -= 1;
        });
        await time.pause(answer);
      },
      async settle() {
        while (moving > 0) await time.pause(model.lookEveryMs);
        return time.now();
      },
    }),
  );
  return { found, sent };
}

const model = fc.record({
  workMs: fc.integer({ min: 10, max: 1_500 }),
  wayMs: fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 1_500 })),
  coldMs: fc.integer({ min: 0, max: 5_000 }),
  lookEveryMs: fc.constant(20),
});

describe('a calibration', () => {
  it('finds what a system takes, however long the way of an operation is and however cold it was', async () => {
    await fc.assert(
      fc.asyncProperty(model, fc.integer({ min: 20, max: 60 }), async (system, operations) => {
        const { found } = await calibrated(system, operations, 10_000);
        const truth = 1_000 / system.workMs;
        const users = Math.min(4, Math.floor(operations / 6));
        // Answers that users wait for bound what so few of them can ask for.
        const askable = (users * 1_000) / system.wayMs[0];
        if (truth > askable / 2) return;
        expect((found?.takes ?? 0) / truth).toBeGreaterThan(0.75);
        expect((found?.takes ?? 0) / truth).toBeLessThan(1.34);
      }),
      { numRuns: 100 },
    );
  });

  it('sends the operations that it has, each once, and none faster than it must know', async () => {
    await fc.assert(
      fc.asyncProperty(model, fc.integer({ min: 3, max: 60 }), fc.integer({ min: 1, max: 40 }), async (...given) => {
        const [, operations, most] = given;
        const { found, sent } = await calibrated(...given);
        expect(sent.map(({ number }) => number)).toEqual(Array.from({ length: operations }, (_, index) => index + 1));
        expect(found?.operations).toBe(operations);
        expect(found?.takes).toBeLessThanOrEqual(most);
        const wave = Math.min(4, Math.max(1, Math.floor(operations / 6)));
        const third = sent.slice(2 * wave + wave);
        for (const [index, { at }] of third.entries()) {
          const first = sent[2 * wave]?.at ?? 0;
          expect(at - first).toBeGreaterThanOrEqual(((index + 1) * 1_000) / most - 1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('asks for nothing where there is too little to ask with', async () => {
    const idle = { workMs: 10, wayMs: [1, 1], coldMs: 0, lookEveryMs: 20 } as const;
    expect(await calibrated(idle, 2, 10)).toEqual({ found: undefined, sent: [] });
  });
});
