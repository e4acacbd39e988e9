import { describe, expect, it } from '@jest/globals';
import type { Workload } from '../../system/workload.ts';
import type { Planned } from '../input/workload.ts';
import { sweepOf } from './sweep.ts';

const input = [
  { send: 'Jobs', body: { id: '{{key}}' } },
  { invoke: 'Fn', payload: { n: '{{number}}' } },
];
const of = { seed: 1, keyPrefix: 'k' };
const workload = { operation: () => undefined, send: async () => undefined } as unknown as Workload<Planned>;

describe('a sweep of an app', () => {
  it('goes through each thing that its config asks, and every function that is under chaos', () => {
    const { sweepable } = sweepOf(input, 'id', ['Theirs-Fn']);
    expect(sweepable.scenarios.map(({ name }) => name)).toEqual(['1-send', '2-invoke']);
    expect(sweepable.stops).toEqual([{ function: 'Theirs-Fn', step: 'call', keyedBy: 'operation' }]);
  });

  it('is asked again without faults, the same under each number', () => {
    const { sweepable, count, again } = sweepOf(input, 'id', []);
    const [send, invoke] = sweepable.scenarios;
    const asked = [invoke, invoke, send, invoke].map((scenario, index) =>
      sweepable.operation(scenario as never, index + 1, of),
    );
    expect(asked).toMatchObject([
      { asks: { payload: { n: 1 } } },
      { asks: { payload: { n: 2 } } },
      { asks: { body: { id: 'k-3' } } },
      { asks: { payload: { n: 4 } } },
    ]);
    expect(count()).toBe(4);
    const repeated = again(workload);
    expect([1, 2, 3, 4].map((number) => repeated.operation(1, number, 'k'))).toEqual(asked);
  });

  it('asks a function by its number', () => {
    const { sweepable } = sweepOf(({ number }) => ({ send: 'Jobs', body: number }), 'id', []);
    expect(sweepable.operation(sweepable.scenarios[0] as never, 5, of)).toMatchObject({ asks: { body: 5 } });
  });

  it('is refused without a key, by which a fault is aimed', () => {
    expect(() => sweepOf(input, undefined, [])).toThrow(/does not say how they are told apart/);
  });
});
