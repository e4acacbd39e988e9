import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertEverySide } from '../../testing/every-side.ts';
import type { Call } from '../calls/call.ts';
import { never } from '../calls/model.ts';
import { type AnyModel, models } from '../models/models.ts';
import { isLinearizable } from '../testing/brute-force.ts';

const model = models.get('cas-register') as AnyModel;

/** What takes effect one after the other, each within a span of time around its moment. */
interface Step {
  readonly kind: 'read' | 'write' | 'cas' | 'refused';
  /** Of what is refused: which of the last values it expected. */
  readonly back: number;
  readonly before: number;
  readonly after: number;
  readonly isLost: boolean;
}

const reach = fc.oneof({ weight: 2, arbitrary: fc.nat(9) }, { weight: 3, arbitrary: fc.nat(50) });
const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom('read', 'write', 'write', 'write', 'cas', 'refused', 'refused'),
    back: fc.nat(2),
    before: reach,
    after: reach,
    isLost: fc.nat(15).map((n) => n === 0),
  }),
  { minLength: 6, maxLength: 11 },
);

function callsOf(drawn: readonly Step[]): Call[] {
  const written: unknown[] = [null];
  const moves = drawn.map(({ kind, back, isLost }, n) => {
    const value = written.at(-1);
    const returned = !isLost || kind === 'read' || kind === 'refused';
    if (kind === 'read') return { f: 'read', input: undefined, output: value, returned };
    if (kind === 'refused') {
      const expected = written[Math.max(0, written.length - 1 - back)];
      return { f: 'cas', input: [expected, 100 + n], output: false, returned };
    }
    written.push(n);
    const input = kind === 'write' ? n : [value, n];
    return { f: kind, input, output: undefined, returned };
  });
  const moments = drawn.flatMap(({ before, after }, n) => [
    { n, isEnd: false, at: 10 * n - before },
    { n, isEnd: true, at: 10 * n + after + 1 },
  ]);
  moments.sort((a, b) => a.at - b.at || a.n - b.n);
  const place = (n: number, isEnd: boolean) => moments.findIndex((moment) => moment.n === n && moment.isEnd === isEnd);
  return moves
    .map((move, n): Call => ({ ...move, call: place(n, false), return: move.returned ? place(n, true) : never }))
    .sort((a, b) => a.call - b.call);
}

describe('windows around compare-and-sets that were refused', () => {
  it('are ordered anew wherever there is an order, and nowhere else', () => {
    assertEverySide(steps, { valid: 200, broken: 200, undecided: 10 }, 1200, (drawn, see) => {
      const calls = callsOf(drawn);
      const found = model.shortcut?.(calls)?.valid;
      // In so small a history the largest windows hold everything.
      expect(found === true).toBe(isLinearizable(calls, model));
      see(found === undefined ? 'undecided' : found ? 'valid' : 'broken');
    });
  });
});
