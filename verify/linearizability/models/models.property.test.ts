import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent } from '../../history/event.ts';
import { assertEverySide } from '../../testing/every-side.ts';
import { judge } from '../../verdict/checker.ts';
import { linearizability } from '../linearizability.ts';
import { isPossible, type Reference, references, type ToldCall } from '../testing/reference-objects.ts';
import { smallAsks } from '../testing/small-histories.ts';
import { models } from './models.ts';

/** Calls one after the other, of two processes that go on under another name where nobody knows what became of a call. */
function sequences(model: string): fc.Arbitrary<ToldCall[]> {
  const call = fc.tuple(smallAsks(model), fc.nat(5), fc.constantFrom('p', 'q', ''));
  const drawn = fc.tuple(fc.array(call, { minLength: 1, maxLength: 7 }), fc.boolean());
  return drawn.map(([calls, isOdd]) =>
    calls.map(([asked, chance, process], n): ToldCall => {
      const [input, answer] =
        isOdd && ofAnything.includes(model) ? [odd(asked.input, n), odd(asked.output, n)] : [asked.input, asked.output];
      // Clients of Jepsen answer what they were asked where there is nothing else to say.
      const output = answer === undefined && n % 2 === 0 && !/^(read|dequeue)$/.test(asked.f) ? input : answer;
      const isKnown = chance > 0;
      const about = { f: asked.f, isKnown, process: isKnown ? process : `${process}${n}` };
      return { ...about, input, output: isKnown ? output : undefined };
    }),
  );
}

/** Models whose objects hold anything. */
const ofAnything = ['register', 'cas-register', 'queue', 'unordered-queue', 'set', 'multi-register'];

/** For small numbers, what is easily taken for something else. */
function odd(value: unknown, n: number): unknown {
  if (Array.isArray(value)) return value.map((each) => odd(each, n));
  if (value === 0) return false;
  if (value === 1) return n % 2 === 0 ? { a: 1, b: 2 } : { b: 2, a: 1 };
  if (value === 2) return '\u0001{"a":1,"b":2}';
  return value === null && n % 3 === 0 ? undefined : value;
}

function eventsOf(calls: readonly ToldCall[]): HistoryEvent[] {
  return calls.flatMap(({ f, input, output, isKnown, process }, n): HistoryEvent[] => [
    { index: 2 * n, time: 2 * n, process, type: 'invoke', f, value: input },
    { index: 2 * n + 1, time: 2 * n + 1, process, type: isKnown ? 'ok' : 'info', f, value: output },
  ]);
}

describe('a model says what its object may answer', () => {
  it('of every model there is an object', () => {
    expect(Object.keys(references).sort()).toEqual([...models.keys()].sort());
  });

  it.each([...models])('%s', (name, model) => {
    assertEverySide(sequences(name), { possible: 50, impossible: 50 }, 500, (calls, see) => {
      const { valid, error } = judge(linearizability, eventsOf(calls), { options: { model }, allowEmpty: true });
      const side = isPossible(references[name] as Reference, calls);
      expect({ valid, error }).toEqual({ valid: side });
      see(side ? 'possible' : 'impossible');
    });
  });
});

describe('what is no operation of a model is refused', () => {
  it.each<[model: string, f: string, of: 'input' | 'output', values: unknown[], expected: string]>([
    ['cas-register', 'cas', 'input', [undefined, 7, [1], [1, 2, 3], 'ab', { length: 2 }], '[expected, new]'],
    ['counter', 'add', 'input', [undefined, 'x', 1.5], 'an integer'],
    ['counter', 'read', 'output', [undefined, null, 'x', 1.5], 'an integer'],
    ['kv', 'put', 'input', [undefined, 7], 'a string'],
    ['kv', 'get', 'output', [undefined, null, 7], 'a string'],
    ['lease', 'write', 'input', [undefined, 'x', 1.5], 'the token, an integer'],
    ['lease', 'acquire', 'output', [undefined, 'x'], 'the token, an integer'],
    ['queue', 'enqueue', 'input', [undefined, null], 'a value, which null is not'],
    ['unordered-queue', 'enqueue', 'input', [undefined, null], 'a value, which null is not'],
    ['priority-queue', 'enqueue', 'input', [undefined, null, 'x', 1.5], 'an integer'],
    ['priority-queue', 'dequeue', 'output', ['x', 1.5], 'an integer, or null'],
    ['semaphore:2', 'acquire', 'input', [0, -1, 'x', 1.5], 'how many permits, an integer from 1'],
    ['set', 'read', 'output', [undefined, 7, 'ab'], 'a list'],
    ['set', 'add', 'input', [undefined], 'a value'],
    ['set', 'contains', 'output', [undefined, null, 1], 'true or false'],
    [
      'multi-register',
      'txn',
      'input',
      [undefined, 7, ['r'], [['r']], ['rx'], [['x', 'k', 1]], [['r', 'k'], 7]],
      'a list of ["r"',
    ],
    ['multi-register', 'txn', 'output', [7, ['r'], [['r']], [['x', 'k', 1]]], 'a list of ["r"'],
  ])('%s: %s, as %s %j', (name, f, of, values, expected) => {
    const model = models.get(name) as NonNullable<ReturnType<typeof models.get>>;
    const fitting = f === 'contains' ? 1 : f === 'txn' ? [['r', 'k']] : undefined;
    for (const value of values) {
      const call = {
        f,
        process: 'p',
        input: of === 'input' ? value : fitting,
        output: of === 'output' ? value : fitting,
        isKnown: true,
      };
      const { valid, error } = judge(linearizability, eventsOf([call]), { options: { model } });
      expect({ value, valid }).toEqual({ value, valid: 'unknown' });
      expect(error).toContain(`, expected ${expected}`);
    }
  });

  it('and what none of its words is', () => {
    const options = { model: models.get('register') as NonNullable<ReturnType<typeof models.get>> };
    const call = { f: 'swap', process: 'p', input: 1, output: 1, isKnown: true };
    expect(judge(linearizability, eventsOf([call]), { options })).toMatchObject({ valid: 'unknown' });
  });
});
