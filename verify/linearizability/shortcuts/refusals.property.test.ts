import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawOf } from '../../testing/mutants/draw.ts';
import type { Call } from '../calls/call.ts';
import { partitionsOf } from '../calls/partitions-of.ts';
import { type AnyModel, models } from '../models/models.ts';
import { Search } from '../search/search.ts';
import { isLinearizable } from '../testing/brute-force.ts';
import type { ObjectKind } from '../testing/live-object.ts';
import { ObjectRun } from '../testing/object-run.ts';
import { layOut } from './windows.ts';

const model = models.get('cas-register') as AnyModel;

/** A register with so many reads and plain writes among ten calls; the others expect what was there when they were asked. */
const mixes: readonly ObjectKind[] = (
  [
    [1, 4],
    [3, 4],
    [0, 8],
    [1, 2],
  ] as const
).map(([reads, writes]) => ({
  model,
  create() {
    let value: unknown = null;
    return {
      ask(draw, fresh) {
        const kind = draw(0, 9);
        if (kind < reads) return { f: 'read' };
        return kind < reads + writes ? { f: 'write', input: fresh } : { f: 'cas', input: [value, fresh] };
      },
      apply({ f, input }) {
        if (f === 'read') return value;
        if (f === 'write') value = input;
        else {
          const [expected, next] = input as readonly unknown[];
          if (expected !== value) return false;
          value = next;
        }
        return undefined;
      },
    };
  },
}));

interface Drawn {
  readonly seed: number;
  readonly operations: number;
  readonly mix: ObjectKind;
  readonly clients: number;
  readonly unknownPercent: number;
  /** Of so many compare-and-sets, one after the other, the answer is turned around. */
  readonly turned: readonly number[];
}

function drawn(
  operations: fc.Arbitrary<number>,
  turned: fc.Arbitrary<number[]>,
  unknownPercent = fc.constantFrom(0, 0, 10),
): fc.Arbitrary<Drawn> {
  return fc.record({
    seed: fc.integer(),
    operations,
    mix: fc.constantFrom(...mixes),
    clients: fc.integer({ min: 2, max: 6 }),
    unknownPercent,
    turned,
  });
}

function callsOf({ seed, mix, turned, ...shape }: Drawn): readonly Call[] {
  const run = new ObjectRun(mix, drawOf(seed), { ...shape, keys: 1, failPercent: 0 });
  run.run(shape.operations);
  run.settle();
  const calls = partitionsOf(run.events, model)[0]?.calls ?? [];
  const swaps = calls.filter(({ f, returned }) => f === 'cas' && returned);
  const lies = new Set(turned.map((number) => swaps[number % swaps.length]));
  return calls.map((call) => (lies.has(call) ? { ...call, output: call.output === false ? undefined : false } : call));
}

/** Short histories that no order explains, and of which neither `refused-in-vain.ts` nor the zones know it. */
const hard: readonly Drawn[] = (
  [
    [-558345330, 1, 5, 4, [3]],
    [-996652174, 0, 4, 8, [0]],
    [-1665234795, 1, 2, 6, [0, 9]],
    [-707322611, 3, 2, 6, [0]],
    [-749907299, 1, 4, 5, [2, 3]],
    [882376523, 3, 5, 4, [6, 2]],
  ] as const
).map(([seed, mix, clients, operations, turned]) => {
  return { seed, mix: mixes[mix] as ObjectKind, clients, operations, turned, unknownPercent: 0 };
});

/** One history after the other, each with values of its own, on what a write before it has left. */
function joined(histories: readonly (readonly Call[])[]): Call[] {
  let event = 0;
  return histories.flatMap((calls, number) => {
    const own = (value: unknown) => `${number}/${value}`;
    const offset = event + 2;
    event += 2 * calls.length + 2;
    const moved = calls.map((each): Call => {
      const { f, input, output, call: from, return: until } = each;
      const asked = Array.isArray(input) ? input.map(own) : f === 'write' ? own(input) : input;
      const answered = f === 'read' ? own(output) : output;
      return { ...each, input: asked, output: answered, call: from + offset, return: until + offset };
    });
    return [call('write', offset - 2, offset - 1, own(null)), ...moved];
  });
}

function call(f: string, from: number, until: number, input: unknown, output?: unknown): Call {
  return { f, input, output, returned: true, call: from, return: until };
}

describe('refused compare-and-sets beside plain writes of distinct values', () => {
  it('are not refused what was surely there before and after', () => {
    const calls = [call('write', 0, 1, 1), call('cas', 2, 3, [1, 2], false), call('cas', 4, 5, [1, 3])];
    expect(model.shortcut?.(calls)).toMatchObject({ valid: false, what: expect.stringMatching(/^1 was surely there/) });
  });

  it('are not refused what nothing can have replaced', () => {
    const calls = [call('write', 0, 5, 1), call('read', 1, 2, undefined, 1), call('cas', 3, 4, [1, 2], false)];
    expect(model.shortcut?.(calls)).toMatchObject({ valid: false, what: expect.stringMatching(/nothing can have/) });
  });

  it('keep the write that they wait for, where others are ordered anew', () => {
    const calls = [
      call('read', 0, 5, undefined, null),
      call('write', 1, 8, 1),
      call('cas', 2, 3, [null, 2], false),
      call('write', 4, 6, 3),
      call('cas', 7, 9, [3, 4], false),
    ];
    expect(isLinearizable(calls, model)).toBe(false);
    expect(model.shortcut?.(calls)?.valid).not.toBe(true);
  });

  it('keep the reads of what was written, where others are ordered anew', () => {
    const histories = [
      [
        call('read', 0, 2, undefined, 0),
        call('write', 1, 4, 0),
        call('cas', 3, 6, [0, 1], false),
        call('write', 5, 8, 2),
        call('cas', 7, 11, [2, 3], false),
        call('cas', 9, 10, [null, 4], false),
      ],
      [
        call('write', 0, 3, 0),
        call('read', 1, 5, undefined, 1),
        call('write', 2, 11, 1),
        call('write', 4, 7, 2),
        call('cas', 6, 10, [0, 3], false),
        call('cas', 8, 12, [2, 4], false),
        call('cas', 9, 13, [1, 5], false),
      ],
    ];
    for (const calls of histories) {
      expect(isLinearizable(calls, model)).toBe(false);
      expect(model.shortcut?.(calls)?.valid).not.toBe(true);
    }
  });

  it('are judged as every order tried judges', () => {
    const seen = { true: 0, false: 0, undefined: 0 };
    fc.assert(
      fc.property(drawn(fc.integer({ min: 3, max: 10 }), fc.array(fc.nat(9), { maxLength: 2 })), (draw) => {
        const calls = callsOf(draw);
        const found = model.shortcut?.(calls);
        seen[`${found?.valid}`] += 1;
        if (found !== undefined) expect(found.valid).toBe(isLinearizable(calls, model));
      }),
      { numRuns: Number(process.env.FAULTLINE_HISTORIES ?? 6000) },
    );
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(500);
    expect(seen.undefined).toBeLessThan((seen.true + seen.false) / 50);
  });

  it('are judged as the search judges, where windows are far smaller than the history', () => {
    const seen = { true: 0, false: 0, undefined: 0 };
    const searched = { true: 0, false: 0, unknown: 0 };
    const budget = { outOfTime: () => false, bytes: 128 * 1024 };
    fc.assert(
      fc.property(drawn(fc.integer({ min: 20, max: 60 }), fc.array(fc.nat(99), { maxLength: 1 })), (draw) => {
        const calls = callsOf(draw);
        const found = model.shortcut?.(calls);
        seen[`${found?.valid}`] += 1;
        if (found === undefined) return;
        // Lies take it long to find.
        const { valid } = new Search(model).run(layOut(calls), budget);
        if (valid !== 'unknown') expect(found.valid).toBe(valid);
        searched[`${valid}`] += 1;
      }),
      { numRuns: Number(process.env.FAULTLINE_HISTORIES ?? 1000) },
    );
    expect(Math.min(searched.true, searched.false)).toBeGreaterThan(100);
    expect(seen.undefined).toBeLessThan((seen.true + seen.false) / 50);
  });

  it('are not called fitting for one window among many that has no order', () => {
    for (const draw of hard) {
      expect(isLinearizable(callsOf(draw), model)).toBe(false);
      expect(model.shortcut?.(callsOf(draw))).toBeUndefined();
    }
    const short = drawn(fc.integer({ min: 4, max: 12 }), fc.constant([]), fc.constant(0));
    let valid = 0;
    fc.assert(
      fc.property(
        fc.array(short, { minLength: 2, maxLength: 30 }),
        fc.option(fc.nat(29)),
        fc.nat(),
        (draws, at, which) => {
          const parts = draws.map(callsOf);
          if (at !== null) parts.splice(at, 0, callsOf(hard[which % hard.length] as Drawn));
          const found = model.shortcut?.(joined(parts));
          if (found?.valid) valid += 1;
          expect(found).toEqual(at === null ? { valid: true } : undefined);
        },
      ),
      { numRuns: 500 },
    );
    expect(valid).toBeGreaterThan(50);
  });

  it('are all placed in valid histories of some length', () => {
    fc.assert(
      fc.property(drawn(fc.constant(400), fc.constant([])), (draw) => {
        expect(model.shortcut?.(callsOf(draw))).toEqual({ valid: true });
      }),
      { numRuns: 300 },
    );
  });
});
