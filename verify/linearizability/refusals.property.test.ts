import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawOf } from '../mutants/draw.ts';
import { isLinearizable } from './brute-force.ts';
import type { Call } from './call.ts';
import { type AnyModel, models } from './models/models.ts';
import { ObjectRun } from './mutants/object-run.ts';
import type { ObjectKind } from './mutants/objects.ts';
import { partitionsOf } from './partition.ts';
import { Search } from './search.ts';
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

function drawn(operations: fc.Arbitrary<number>, turned: fc.Arbitrary<number[]>): fc.Arbitrary<Drawn> {
  return fc.record({
    seed: fc.integer(),
    operations,
    mix: fc.constantFrom(...mixes),
    clients: fc.integer({ min: 2, max: 6 }),
    unknownPercent: fc.constantFrom(0, 0, 10),
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

describe('refused compare-and-sets beside plain writes of distinct values', () => {
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

  it('are all placed in valid histories of some length', () => {
    fc.assert(
      fc.property(drawn(fc.constant(400), fc.constant([])), (draw) => {
        expect(model.shortcut?.(callsOf(draw))).toEqual({ valid: true });
      }),
      { numRuns: 300 },
    );
  });
});
