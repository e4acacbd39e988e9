import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changeSetting, isDue, type Operation, restoreSetting } from './change-setting.ts';
import type { Note, Restores } from './restores.ts';
import type { Setting, Values } from './setting.ts';

const LIFE_MS = 30_000;
const field = fc.constantFrom('memory', 'variable');
const level = fc.option(fc.integer({ min: 0, max: 3 }));
const effect = fc.dictionary(field, level, { minKeys: 1, maxKeys: 2 });
/** Number of calls that an invocation still makes before it dies; it dies before or after its last call takes effect. */
const dying = fc.record({ afterCalls: fc.integer({ min: 0, max: 12 }), acknowledged: fc.boolean() });
const death = fc.option(dying, { freq: 2 });
const rule = fc.constantFrom('a', 'a', 'b');
/** How long each call of an invocation takes: a slow one is overruled by whoever wants to put back. */
const callMs = fc.constantFrom(5, 5, 600);
const step = fc.oneof(
  fc.record({ kind: fc.constant('inject' as const), rule, effect, death, callMs }),
  fc.record({ kind: fc.constant('withdraw' as const), rule, death, callMs }),
  fc.record({
    kind: fc.constant('expiry' as const),
    passMs: fc.constantFrom(500, 40_000, 90_000) as fc.Arbitrary<number>,
    death,
    callMs,
  }),
);
/** Who makes its next calls, and how many, while all others wait. */
const bursts = fc.array(fc.record({ who: fc.nat({ max: 3 }), calls: fc.nat({ max: 40 }) }), { maxLength: 8 });
const foreign = fc.record({ kind: fc.constant('foreign' as const), field, value: fc.integer({ min: 100, max: 999 }) });
const found = fc.record({ memory: level, variable: level });

describe('a changed setting', () => {
  it('comes back exactly as it was found, whatever was asked before and wherever it died', async () => {
    await fc.assert(
      fc.asyncProperty(found, fc.array(step, { maxLength: 8 }), async (before, history) => {
        const world = aWorld(before);
        for (const request of history) await world.invocation(request);
        await world.settle();
        expect(world.values()).toEqual(before);
        expect(world.notes()).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps what somebody else wrote in the meantime', async () => {
    await fc.assert(
      fc.asyncProperty(found, fc.array(fc.oneof(step, foreign), { maxLength: 8 }), async (before, history) => {
        const world = aWorld(before);
        const expected: Record<string, unknown> = { ...before };
        for (const request of history) {
          if (request.kind === 'foreign') {
            world.overwrite({ [request.field]: request.value });
            expected[request.field] = request.value;
          } else await world.invocation(request);
        }
        await world.settle();
        expect(world.values()).toEqual(expected);
        expect(world.notes()).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('comes back when invocations overlap in any order of their calls, dead ones among them', async () => {
    await fc.assert(
      fc.asyncProperty(found, fc.array(step, { maxLength: 4 }), bursts, async (before, requests, order) => {
        const turns = inBursts(order);
        const world = aWorld(before, turns.take);
        await turns.run(requests.map((request, who) => world.invocation(request, who)));
        world.runAlone();
        await world.settle();
        expect(world.values()).toEqual(before);
        expect(world.notes()).toEqual([]);
      }),
      { numRuns: 3_000, examples: [overruled(null), overruled({ afterCalls: 5, acknowledged: false })] },
    );
  });
});

/** A change whose author is stopped between its note and its write, until somebody else has put back what was found. */
function overruled(death: Request['death']): [Values, Request[], { who: number; calls: number }[]] {
  const inject = { kind: 'inject', rule: 'a', effect: { memory: 0 }, death, callMs: 5 } as const;
  const withdraw = { kind: 'withdraw', rule: 'a', death: null, callMs: 5 } as const;
  const order = [
    { who: 0, calls: 4 },
    { who: 1, calls: 40 },
  ];
  return [{ memory: null, variable: null }, [inject, withdraw], order];
}

type Request = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

class Died extends Error {}

/** Lets invocations make their calls one at a time, in an order of bursts; whoever is left afterwards takes turns. */
function inBursts(order: readonly { who: number; calls: number }[]) {
  const waiting = new Map<number, () => void>();
  const release = async (who: number) => {
    const go = waiting.get(who);
    waiting.delete(who);
    go?.();
    await new Promise(setImmediate);
  };
  return {
    take: (who: number) => new Promise<void>((resolve) => waiting.set(who, resolve)),
    async run(invocations: readonly Promise<void>[]) {
      for (const { who, calls } of order) for (let n = 0; n < calls && waiting.has(who); n++) await release(who);
      while (waiting.size > 0) for (const who of [...waiting.keys()]) await release(who);
      await Promise.all(invocations);
    },
  };
}

/** One setting that takes a while to change, one table of notes and one clock, each call to which may be the last. */
function aWorld(before: Values, turn: (who: number) => Promise<unknown> = async () => undefined) {
  let clock = 0;
  let values = { ...before };
  let busyReads = 0;
  let takeTurns = true;
  let invocations = 0;
  const table = new Map<string, Note>();
  const same = (a: Note | undefined, b: Note | undefined) => a?.holder === b?.holder && a?.heldUntil === b?.heldUntil;

  function begin({ death, callMs }: Pick<Request, 'death' | 'callMs'>, who = 0): Operation<unknown, Values> {
    const dying = death && { ...death };
    const endsAt = clock + LIFE_MS;
    const call = async <Answer>(act: () => Answer): Promise<Answer> => {
      if (takeTurns) await turn(who);
      clock += callMs;
      if (clock >= endsAt) throw new Died();
      if (dying === null || dying.afterCalls-- > 0) return act();
      if (dying.afterCalls === -1 && dying.acknowledged) act();
      throw new Died();
    };
    const setting: Setting<unknown, Values> = {
      subjectOf: () => 's',
      read: () => call(() => ({ values: { ...values }, settled: busyReads-- <= 0 })),
      write: (_, patch) =>
        call(() => {
          values = { ...values, ...patch };
          busyReads = 2;
        }),
      wanted: (wanted) => wanted,
    };
    const restores: Restores = {
      list: () => call(() => [...table.values()]),
      claim: (note, previous) =>
        call(() => {
          const free = same(table.get(note.subject), previous);
          if (free) table.set(note.subject, note);
          return free;
        }),
      remove: (note) =>
        call(() => {
          const free = same(table.get(note.subject), note);
          if (free) table.delete(note.subject);
          return free;
        }),
    };
    return {
      fault: 'f',
      setting,
      restores,
      holder: `invocation-${invocations++}`,
      deadline: endsAt - 2_000,
      endsAt: endsAt + 1_000,
      now: () => clock,
      sleep: async (ms) => {
        if (takeTurns) await turn(who);
        clock += ms;
      },
      injected: () => {},
      reverted: () => {},
    };
  }

  async function serve(operation: Operation<unknown, Values>, request: Request) {
    const qualifies = (note: Note) => isDue(note, clock) || (request.kind === 'withdraw' && note.rule === request.rule);
    for (const note of await operation.restores.list()) {
      if (qualifies(note)) await restoreSetting(operation, note.subject);
    }
    if (request.kind !== 'inject') return;
    const { rule, effect } = request;
    await changeSetting(operation, { rule, subject: 's', effect, expiresAt: clock + 60_000, allowLoss: false });
  }

  return {
    /** Serves a request as a chaos function does, whatever comes of it. */
    async invocation(request: Request, who = 0) {
      if (request.kind === 'expiry') clock += request.passMs;
      await serve(begin(request, who), request).catch((error: Error) => {
        const expected =
          /already changed by|at work on|already changes|already has what|was withdrawn while|expected .* by now/;
        if (!(error instanceof Died) && !expected.test(error.message)) throw error;
      });
    },
    /** Lets an hour pass and the schedule run twice. */
    async settle() {
      for (let run = 0; run < 2; run++) {
        clock += 3_600_000;
        const event = { kind: 'expiry', passMs: 0, death: null, callMs: 5 } as const;
        await serve(begin(event), event);
      }
    },
    runAlone() {
      takeTurns = false;
    },
    overwrite(patch: Values) {
      values = { ...values, ...patch };
    },
    values: () => values,
    notes: () => [...table.values()],
  };
}
