import { expect, it } from '@jest/globals';
import type { EventType, HistoryEvent } from '../../history/event.ts';
import { judge } from '../../verdict/checker.ts';
import { type LinearizabilityOptions, linearizability } from '../linearizability.ts';
import { modelOf } from '../testing/live-object.ts';

type Told = readonly [process: string, type: EventType, f: string, value?: unknown];

function judged(name: string, told: readonly Told[], options: Partial<LinearizabilityOptions> = {}) {
  const history = told.map(([process, type, f, value], index): HistoryEvent => {
    return { index, time: index, process, type, f, ...(value !== undefined && { value }) };
  });
  return judge(linearizability, history, { options: { model: modelOf(name), ...options } });
}

it('what nothing explains is told with the state before it', () => {
  const { counterexample } = judged('counter', [
    ['p', 'invoke', 'add', 1],
    ['p', 'ok', 'add'],
    ['p', 'invoke', 'read'],
    ['p', 'ok', 'read', 5],
  ]);
  const what =
    'read -> 5 cannot be explained: the state before it was 1, and 0 other operations were open; ' +
    'the 1 returns before it are linearizable';
  expect(counterexample?.violations).toMatchObject([{ what, events: [2, 3] }]);
});

it('where a shortcut has found it broken, the call is shown without whose answer it would not be', () => {
  const { linearizations } = judged('cas-register', [
    ['p', 'invoke', 'write', 1],
    ['p', 'ok', 'write'],
    ['c', 'invoke', 'cas', [1, 2]],
    ['r', 'invoke', 'read'],
    ['r', 'ok', 'read', 2],
    ['p', 'invoke', 'write', 7],
    ['p', 'ok', 'write'],
    ['c', 'ok', 'cas', false],
  ]);
  expect(linearizations).toMatchObject([{ culprit: 1, prefix: { returns: 3, of: 4 } }]);
});

it('where the search gave up, an order of what it had passed is shown', () => {
  const writes = (type: EventType) => Array.from({ length: 14 }, (_, n): Told => [`w${n}`, type, 'write', n % 3]);
  const alone = (n: number): Told[] => [
    ['p', 'invoke', 'write', n % 3],
    ['p', 'ok', 'write'],
  ];
  const before = Array.from({ length: 3000 }, (_, n) => alone(n)).flat();
  const told: Told[] = [
    ...before,
    ...writes('invoke'),
    ...writes('ok'),
    ['r', 'invoke', 'read'],
    ['r', 'ok', 'read', 5],
  ];
  for (const looks of [1e9, 20]) {
    let left = looks;
    const outOfTime = () => left-- < 0;
    const { valid, linearizations } = judged('cas-register', told, { bytes: 1 << 15, outOfTime });
    expect(valid).toBe('unknown');
    const [picture] = linearizations ?? [];
    expect(picture?.prefix.returns).toBeGreaterThan(100);
    expect(picture?.order.length).toBeGreaterThan(100);
  }
});
