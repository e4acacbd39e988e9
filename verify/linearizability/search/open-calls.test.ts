import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { OpenCalls } from './open-calls.ts';

const slots = 100;
const words = Math.ceil(slots / 32);

/** The bits of slots, in words. */
function wordsOf(of: Iterable<number>): number[] {
  const bits = new Set(of);
  return Array.from({ length: words }, (_, word) =>
    Array.from({ length: 32 }, (_, bit) => (bits.has(32 * word + bit) ? 1 << bit : 0)).reduce(
      (all, one) => all | one,
      0,
    ),
  );
}

describe('open calls', () => {
  it('are those that were added and not removed, reads and others', () => {
    const step = fc.record({ slot: fc.nat(slots - 1), kind: fc.constantFrom('read', 'write', 'close') });
    const taken = fc.uniqueArray(fc.nat(slots - 1), { maxLength: slots });
    const open = new OpenCalls();
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), taken, (steps, taken) => {
        open.clear(slots, words);
        const known = new Map<number, { call: number; isRead: boolean }>();
        for (const [call, { slot, kind }] of steps.entries()) {
          open.remove(slot);
          known.delete(slot);
          if (kind === 'close') continue;
          open.add(slot, call, kind === 'read');
          known.set(slot, { call, isRead: kind === 'read' });
        }
        const ofReads = (reads: boolean) =>
          [...known].filter(([, { isRead }]) => isRead === reads).map(([slot]) => slot);
        expect(open.calls.slice(0, slots)).toEqual(
          Array.from({ length: slots }, (_, slot) => known.get(slot)?.call ?? -1),
        );
        expect([open.reads, open.writes].map((all) => all.slice(0, words))).toEqual(
          [true, false].map((reads) => wordsOf(ofReads(reads))),
        );
        const writes = ofReads(false).sort((a, b) => a - b);
        const free = writes.filter((slot) => !taken.includes(slot));
        const bits = wordsOf(taken);
        for (let slot = 0; slot < slots; slot += 1) {
          expect(open.isWrite(slot)).toBe(writes.includes(slot));
          expect(open.nextWrite(bits, slot)).toBe(free.find((one) => one >= slot) ?? -1);
        }
        expect(open.hasAtMostOneWrite(bits)).toBe(free.length <= 1);
      }),
    );
  });

  it('are none that were open before a smaller number of slots was', () => {
    const open = new OpenCalls();
    open.clear(slots, words);
    open.add(70, 1, false);
    open.clear(10, 1);
    expect(open.nextWrite([0, 0, 0, 0], 0)).toBe(-1);
    open.add(3, 1, false);
    expect(open.hasAtMostOneWrite([0, 0, 0, 0])).toBe(true);
  });
});
