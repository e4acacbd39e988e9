import fc from 'fast-check';
import { smallLogs } from './small-logs.ts';
import type { Done } from './workload.ts';

/** What is asked for, and what is answered, right or wrong. */
type Drawn = Pick<Done, 'f' | 'key' | 'input' | 'output'>;

const few = fc.integer({ min: 0, max: 3 });
const some = fc.subarray([0, 1, 2, 3]);
const drawn = (f: string, input: fc.Arbitrary<unknown>, output: fc.Arbitrary<unknown> = input): fc.Arbitrary<Drawn> =>
  fc.tuple(input, output).map(([asked, found]) => ({ f, input: asked, output: found }));
const nothing = fc.constant(null);
const same = (f: string, input: fc.Arbitrary<unknown>): fc.Arbitrary<Drawn> =>
  input.map((value) => ({ f, input: value, output: value }));

const written = fc.constantFrom('x', 'y', 'z', 'u');
const read = fc.tuple(fc.constant('r'), written, fc.constantFrom(null, 1));

/** By checker, operations with answers of which about half fit. */
const smallWorkloads: Readonly<Record<string, fc.Arbitrary<Drawn>>> = {
  'unique-ids': drawn('generate', nothing, fc.integer({ min: 0, max: 20 })),
  bank: drawn(
    'read',
    nothing,
    fc.constantFrom<Record<string, number | null>>(
      ...[
        { a: 1, b: 1 },
        { b: 1, a: 1 },
        { a: 2, b: 0 },
        { b: 2, a: 0 },
        { a: 0, b: 2 },
        { a: 3, b: -1 },
      ],
      ...[{ a: 2, b: 1 }, { a: 2, b: null }, { a: 2 }],
    ),
  ),
  'predicate-inserts': fc
    .tuple(few, few)
    .map(([key, id]) => ({ f: 'insert', key, input: [id, null], output: [id, null] })),
  'causal-reverse': fc.oneof(same('write', few), drawn('read', nothing, some)),
  'causal-order': fc.oneof(
    same('write', few),
    drawn('read', nothing, fc.constantFrom(undefined, null, 0, 1, 2)),
    drawn('read-init', nothing, few),
  ),
  'sequential-inserts': fc
    .tuple(fc.array(fc.option(few), { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([rows, isKeyed]) => ({ f: 'read', ...(isKeyed && { key: 'k' }), output: isKeyed ? rows : ['k', rows] })),
  'long-fork': fc
    .tuple(fc.uniqueArray(read, { selector: ([, key]) => key, minLength: 2, maxLength: 3 }), fc.option(written))
    .map(([reads, write]) => (write === null ? reads : [...reads.slice(1), ['w', write, 1], ...reads.slice(0, 1)]))
    .map((output) => ({ f: 'txn', input: output, output })),
  'counter-bounds': fc.oneof(
    same('add', fc.integer({ min: -2, max: 2 })),
    drawn('read', nothing, fc.integer({ min: -2, max: 3 })),
  ),
  'final-set': fc.oneof(same('add', few), drawn('read', nothing, some)),
  'growing-set': fc.oneof(same('add', few), drawn('read', nothing, some)),
  'each-succeeds': fc.constantFrom('a', 'b', 'c').map((f) => ({ f })),
  'total-queue': fc.oneof(
    same('enqueue', few),
    drawn('dequeue', nothing, fc.constantFrom(undefined, null, 0, 1, 2, 3)),
    drawn('drain', nothing, some),
  ),
};

/** Histories of the workload of a checker: operations of a few clients that are under way at once. */
export function smallHistories(checker: string, maxLength: number): fc.Arbitrary<Done[]> {
  const of = smallWorkloads[checker];
  if (of === undefined) return smallLogs(maxLength);
  if (checker === 'causal-order') return fc.oneof(chained(of, maxLength), chained(ofUnknown, maxLength, true));
  const all = overlapping(of, maxLength);
  if (checker === 'long-fork') return all.map(writtenOnce);
  return checker === 'causal-reverse' ? all.map(distinctWrites) : all;
}

/** Writes of unknown outcome beside others, of two values. */
const either = fc.constantFrom(1, 2);
const ofUnknown = fc.oneof(same('write', either), drawn('read', nothing, either));

/** Nobody writes a key that somebody wrote before. */
function writtenOnce(done: readonly Done[]): Done[] {
  const before = new Set<unknown>();
  const isFirst = ([f, key]: readonly unknown[]): boolean =>
    f === 'r' || (!before.has(key) && Boolean(before.add(key)));
  return done.map((each) => {
    const operations = (each.input as unknown[][]).filter(isFirst);
    return { ...each, input: operations, output: operations };
  });
}

function distinctWrites(done: readonly Done[]): Done[] {
  return done.filter(
    ({ f, input }, n) => f !== 'write' || done.findIndex((each) => each.f === f && each.input === input) === n,
  );
}

function overlapping(of: fc.Arbitrary<Drawn>, maxLength: number): fc.Arbitrary<Done[]> {
  const type = fc.constantFrom('ok', 'ok', 'ok', 'fail', 'info');
  return fc.array(fc.tuple(of, type, fc.nat(6), fc.nat(9)), { minLength: 1, maxLength }).map((all) =>
    all.map(([what, outcome, gap, length], n): Done => {
      const began = 3 * n + gap + n / 100;
      return { ...what, process: `p${n}`, type: outcome as Done['type'], began, ended: began + 0.5 + length };
    }),
  );
}

/** One after the other, linked to positions that fit more often than not. */
function chained(of: fc.Arbitrary<Drawn>, maxLength: number, isOftenUnknown = false): fc.Arbitrary<Done[]> {
  const type = isOftenUnknown
    ? fc.constantFrom('ok', 'ok', 'info')
    : fc.constantFrom('ok', 'ok', 'ok', 'ok', 'fail', 'info');
  return fc.array(fc.tuple(of, type, fc.nat(9)), { minLength: 1, maxLength }).map((all) =>
    all.map(([what, outcome, choice], n): Done => {
      const link = choice === 0 ? 'init' : choice === 1 ? undefined : n - (choice === 2 ? 2 : 1);
      const correlation = { position: n, ...(link !== undefined && { link: n === 0 ? 'init' : link }) };
      return { ...what, process: `p${n}`, type: outcome as Done['type'], began: 2 * n, ended: 2 * n + 1, correlation };
    }),
  );
}
