import { expect, it } from '@jest/globals';
import type { Call } from '../calls/call.ts';
import { isLinearizable } from '../testing/brute-force.ts';
import { modelOf } from '../testing/live-object.ts';
import { callsOf, type Told } from '../testing/told-calls.ts';
import { type Chains, chainsOf } from './chains.ts';
import { placingOf } from './placing.ts';
import { Values, Written } from './values.ts';
import { isOrderedAround } from './windows.ts';
import { judgeZones } from './zones.ts';

const model = modelOf('cas-register');

/** Whether an order is found around the writes of some values, where what was refused lies with the value that is named. */
function isOrdered(told: readonly Told[], around: readonly unknown[], refusedAt: readonly unknown[]): boolean {
  const calls = callsOf(told).sort((a, b) => a.call - b.call);
  const written = new Written(null);
  for (const call of calls) if (call.f === 'write') written.add(call.input, call);
  const values = new Values(written);
  const chains = chainsOf(values) as Chains;
  const placing = placingOf(values, chains, judgeZones(values, chains) as Float64Array);
  const placeOf = (value: unknown) => placing.places[values.find(value)] as number;
  const refused = calls.filter(({ f }) => f === 'cas');
  const at = (call: Call) => placeOf(call.f === 'write' ? call.input : refusedAt[refused.indexOf(call)]);
  return isOrderedAround(around.map(placeOf), { calls, values, placing, at: Int32Array.from(calls, at) }, model);
}

/** 1 must come after 3, and 4 after 5, each before a compare-and-set that found another value. */
const twoMoved: readonly Told[] = [
  ['write', 0, 30, 1],
  ['write', 1, 2, 2],
  ['write', 3, 4, 3],
  ['cas', 5, 6, [3, 90], false],
  ['write', 7, 31, 4],
  ['write', 10, 11, 5],
  ['cas', 12, 13, [5, 92], false],
  ['write', 14, 15, 6],
];

it('windows beside each other have an order together', () => {
  expect(isLinearizable(callsOf(twoMoved), model)).toBe(true);
  expect(isOrdered(twoMoved, [2, 5], [3, 5])).toBe(true);
});

it('a window leaves what the next one begins with', () => {
  const told: readonly Told[] = [...twoMoved, ['cas', 8, 9, [1, 91], false]];
  expect(isLinearizable(callsOf(told), model)).toBe(false);
  expect(isOrdered(told, [2, 5], [3, 4, 5])).toBe(false);
});
