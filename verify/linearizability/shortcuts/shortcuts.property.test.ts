import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertEverySide } from '../../testing/every-side.ts';
import type { Call } from '../calls/call.ts';
import { never } from '../calls/model.ts';
import { type AnyModel, models } from '../models/models.ts';
import { isLinearizable } from '../testing/brute-force.ts';

/** What one call asks and answers, given its number: a number that no other call has. */
type Ask = (number: number, pick: (below: number) => number) => Pick<Call, 'f' | 'input' | 'output'>;

const nothing = undefined;
const read =
  (f: string, first: unknown, written: (number: number) => unknown): Ask =>
  (_, pick) => {
    const seen = pick(5);
    return { f, input: nothing, output: seen === 4 ? first : written(seen) };
  };

/** Per model, calls on distinct values, with answers that are often possible. */
const asks: Readonly<Record<string, readonly Ask[]>> = {
  register: [read('read', null, (n) => n), (n) => ({ f: 'write', input: n, output: nothing })],
  'cas-register': [
    read('read', null, (n) => n),
    (n) => ({ f: 'write', input: n, output: nothing }),
    (n, pick) => ({ f: 'cas', input: [pick(4), n], output: pick(3) === 0 ? false : nothing }),
    (n, pick) => ({ f: 'cas', input: [n === 0 ? null : n - 1, n], output: pick(4) === 0 ? false : nothing }),
  ],
  kv: [read('get', '', String), (n) => ({ f: 'put', input: `${n}`, output: nothing })],
  queue: [
    (n) => ({ f: 'enqueue', input: n, output: nothing }),
    (_, pick) => ({ f: 'dequeue', input: nothing, output: pick(5) === 0 ? null : pick(4) }),
  ],
  set: [
    (n) => ({ f: 'add', input: n, output: nothing }),
    (_, pick) => ({ f: 'contains', input: pick(4), output: pick(2) === 0 }),
    (_, pick) => ({ f: 'remove', input: pick(4), output: nothing }),
  ],
  'set, read as a whole': [
    (n) => ({ f: 'add', input: n, output: nothing }),
    (_, pick) => ({ f: 'contains', input: pick(4), output: pick(2) === 0 }),
    (_, pick) => ({ f: 'read', input: nothing, output: [0, 1, 2, 3, 4].filter(() => pick(3) > 0) }),
    (_, pick) => ({ f: 'read', input: nothing, output: [0, 1, 2, 3].slice(0, pick(4)) }),
  ],
};

const drawn = fc.array(
  fc.record({
    ask: fc.nat(99),
    from: fc.nat(40),
    length: fc.nat(20),
    picks: fc.infiniteStream(fc.nat(997)),
    lost: fc.nat(9),
  }),
  { maxLength: 8 },
);

function callsOf(draws: typeof drawn extends fc.Arbitrary<infer T> ? T : never, kinds: readonly Ask[]): Call[] {
  const numbers = new Map<Ask, number>();
  const asked = draws.map(({ ask, picks }) => {
    const kind = kinds[ask % kinds.length] as Ask;
    // Calls of one kind count from 0; those that write share their numbers.
    const shared = kind.length === 0 ? kind : (kinds[1] as Ask);
    const number = numbers.get(shared) ?? 0;
    numbers.set(shared, number + 1);
    return kind(number, (below) => (picks.next().value as number) % below);
  });
  const times = draws.flatMap(({ from, length }, n) => [
    { n, end: false, at: from },
    { n, end: true, at: from + length + 0.5 },
  ]);
  times.sort((a, b) => a.at - b.at || a.n - b.n || Number(a.end) - Number(b.end));
  const place = (n: number, end: boolean) => times.findIndex((time) => time.n === n && time.end === end);
  return asked
    .map((call, n): Call => {
      const returned = (draws[n]?.lost ?? 0) > 0;
      const end = returned ? place(n, true) : never;
      return { ...call, output: returned ? call.output : undefined, call: place(n, false), return: end, returned };
    })
    .sort((a, b) => a.call - b.call);
}

/** Of which the calls that are shown are broken without all others. */
const showsAll = ['register', 'kv', 'queue', 'set'];

describe('shortcuts', () => {
  it.each(Object.entries(asks))('judge as every order tried judges: %s', (name, kinds) => {
    const model = models.get(name.split(',')[0] as string) as AnyModel;
    const numRuns = Number(process.env.FAULTLINE_HISTORIES ?? 4000);
    const seen = assertEverySide(drawn, { valid: 300, broken: 300, undecided: 0 }, numRuns, (draws, see) => {
      const calls = callsOf(draws, kinds);
      // A read that never returned saw nothing: prefixes of histories are judged with theirs.
      const saysSomething = (call: Call) => call.returned || !model.isRead(call);
      const found = model.shortcut?.(calls);
      if (found === undefined) return see('undecided');
      expect(found.valid).toBe(isLinearizable(calls.filter(saysSomething), model));
      // What is shown must be broken by itself, or with what is missing: its calls are of the history.
      if (!found.valid) {
        expect(found.calls.length).toBeGreaterThan(0);
        expect(found.calls.every((call) => calls.includes(call) && saysSomething(call))).toBe(true);
        if (showsAll.includes(name)) expect(isLinearizable(found.calls, model)).toBe(false);
      }
      see(found.valid ? 'valid' : 'broken');
    });
    const most = ['register', 'kv', 'set, read as a whole'].includes(name) ? 1 : seen.valid + seen.broken;
    expect(seen.undecided).toBeLessThan(most);
  });
});
