import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Call } from './call.ts';
import { never } from './model.ts';
import { Layout } from './partition.ts';

/** Calls by when they begin and return, if they do: no two at one time. */
const calls = fc.array(fc.tuple(fc.nat(99), fc.option(fc.nat(99), { freq: 4 })), { maxLength: 80 }).map((drawn) =>
  drawn
    .map(([began, length], n): Call => {
      const call = began + n / 1000;
      const about = { f: 'read', input: n, output: undefined, returned: length !== null, call };
      return { ...about, return: length === null ? never : call + 0.5 + length };
    })
    .sort((a, b) => a.call - b.call),
);

it('calls of a key have their places in time, and slots of their own while they are open', () => {
  fc.assert(
    fc.property(calls, (all) => {
      const layout = new Layout('k', all.length);
      const returned = [...all.keys()]
        .filter((n) => all[n]?.returned)
        .sort((a, b) => (all[a] as Call).return - (all[b] as Call).return);
      const moments = [...all.map((call, n) => [call.call, n]), ...returned.map((n) => [(all[n] as Call).return, n])];
      const begun = new Set<number>();
      for (const [, n] of moments.sort(([a], [b]) => (a as number) - (b as number)) as [number, number][]) {
        if (begun.has(n)) layout.end(n);
        else expect(layout.begin(all[n] as Call)).toBe(n);
        begun.add(n);
      }
      const partition = layout.partition();
      expect(partition).toMatchObject({ key: 'k', calls: all });
      expect(Array.from(partition.returning)).toEqual(returned);
      const before = returned.map((n) => all.filter(({ call }) => call < (all[n] as Call).return).length);
      // What opens before the first return is told of that; what opens behind the last one, by nobody.
      expect(Array.from(partition.opened)).toEqual([0, ...before]);
      const openAt = (time: number): number[] =>
        [...all.keys()].filter((n) => (all[n] as Call).call <= time && (all[n] as Call).return > time);
      const most = Math.max(0, ...all.map(({ call }) => openAt(call).filter((n) => all[n]?.returned).length));
      const lost = all.length - returned.length;
      const lostFrom = 32 * Math.ceil(most / 32);
      expect(partition).toMatchObject({ lostFrom, slots: lost === 0 ? most : lostFrom + lost });
      for (const { call } of all) {
        const slots = openAt(call).map((n) => partition.slot[n] as number);
        expect(new Set(slots).size).toBe(slots.length);
      }
      for (const [n, call] of all.entries()) {
        const slot = partition.slot[n] as number;
        expect(call.returned ? slot >= 0 && slot < most : slot >= lostFrom && slot < lostFrom + lost).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});
