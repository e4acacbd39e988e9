import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EventType, HistoryEvent } from '../../history/event.ts';
import { jsonText } from '../../history/exact-json.ts';
import { judge } from '../../verdict/checker.ts';
import type { Linearization } from '../../verdict/linearization.ts';
import type { Call } from '../calls/call.ts';
import type { Operation } from '../calls/operation.ts';
import { partitionsOf } from '../calls/partitions-of.ts';
import { type LinearizabilityOptions, linearizability } from '../linearizability.ts';
import type { AnyModel } from '../models/models.ts';
import { isLinearizable } from '../testing/brute-force.ts';
import { modelOf } from '../testing/live-object.ts';
import { smallObjectHistories } from '../testing/small-histories.ts';

function judged(history: readonly HistoryEvent[], model: AnyModel, options: Partial<LinearizabilityOptions> = {}) {
  return judge(linearizability, history, { options: { model, ...options }, allowEmpty: true });
}

/**
 * How many returns the longest prefix has that is linearizable, by its definition.
 * @param open what a call is where it has not returned
 */
function longest(
  calls: readonly Call[],
  returns: readonly Call[],
  model: AnyModel,
  open: (call: Call) => Call,
): number {
  const isGood = ({ return: until }: Call): boolean => {
    const seen = calls
      .filter(({ call }) => call < until)
      .map((call) => (call.return <= until ? call : { ...open(call), returned: false }));
    return isLinearizable(
      seen.filter((call) => call.returned || !model.isRead(call)),
      model,
    );
  };
  return returns.filter(isGood).length;
}

/** A call as it is drawn. */
function bar({ f, input, output, call, return: end, returned }: Call, history: readonly HistoryEvent[]) {
  const moment = (index: number) => ({ index, time: (history[index] as HistoryEvent).time });
  const values = { ...(input !== undefined && { input }), ...(output !== undefined && { output }) };
  const { process } = history[call] as HistoryEvent;
  return { process, f, ...values, invoke: moment(call), return: returned ? moment(end) : null };
}

/** The states along the order that is drawn, of calls that are all drawn. */
function statesOf({ order, operations }: Linearization, calls: readonly Call[], model: AnyModel): string[] {
  let state = model.initial;
  return order.map(({ operation }) => {
    const call = calls.find((each) => each.call === operations[operation]?.invoke.index) as Call;
    state = model.step(state, call);
    return jsonText(state);
  });
}

const models = ['counter', 'register', 'cas-register', 'kv', 'set', 'lease'];

describe('the picture of what is not linearizable', () => {
  it.each(models)('shows the first return that nothing explains, and all before it: %s', (name) => {
    const model = modelOf(name);
    fc.assert(
      fc.property(smallObjectHistories(name, 14), (drawn) => {
        const history = drawn.map((event) => ({ ...event, time: event.time * 10 }));
        const { valid, linearizations, counterexample } = judged(history, model);
        fc.pre(valid === false);
        const [partition] = partitionsOf(history, model);
        const calls = partition?.calls as readonly Call[];
        const returns = Array.from(partition?.returning as ArrayLike<number>, (call) => calls[call] as Call);
        const picture = linearizations?.[0] as Linearization;
        const { returns: good } = picture.prefix;
        // The search knows what an open call will answer, and asks the model as of one that has; a shortcut may not.
        const asReturned = (state: unknown, asked: Operation) =>
          model.step(state, calls.find(({ call }) => call === (asked as Call).call) as Call);
        const known = longest(calls, returns, { ...model, step: asReturned }, (call) => call);
        const unknown = longest(calls, returns, model, (call) => ({ ...call, output: undefined }));
        expect([known, model.shortcut === undefined ? known : unknown]).toContain(good);
        const culprit = returns[good] as Call;
        const shown = calls.filter(({ call }) => call < culprit.return);
        expect(picture).toMatchObject({
          ...{ id: 'history', model: name, valid: false, omitted: 0, culprit: shown.indexOf(culprit) },
          prefix: { of: returns.length },
        });
        expect(picture.operations).toStrictEqual(shown.map((call) => bar(call, history)));
        expect(picture.order.map(({ state }) => state)).toEqual(statesOf(picture, calls, model));
        expect(picture.states.length).toBeLessThanOrEqual(5);
        const [violation] = counterexample?.violations ?? [];
        expect(violation?.what).toContain(`the ${good} returns before `);
        if (model.shortcut !== undefined) return;
        const open = shown.filter((call) => call === culprit || call.return > culprit.call);
        expect(violation?.what).toContain(`and ${open.length - 1} other operations were open`);
        const events = open.flatMap((call) => (call.returned ? [call.call, call.return] : [call.call]));
        expect(violation?.events).toEqual(events.sort((a, b) => a - b));
      }),
      { numRuns: 200 },
    );
  });

  it.each(models)('of what is linearizable shows an order of all: %s', (name) => {
    const model = modelOf(name);
    fc.assert(
      fc.property(smallObjectHistories(name, 14), (history) => {
        const { valid, linearizations } = judged(history, model, { whole: true });
        const [partition] = partitionsOf(history, model);
        fc.pre(valid === true && partition !== undefined && partition.returning.length > 0);
        const picture = linearizations?.[0] as Linearization;
        expect(picture).toMatchObject({ valid: true, states: [], prefix: { returns: partition.returning.length } });
        expect('culprit' in picture).toBe(false);
        const returned = partition.calls.filter((call) => call.returned).map(({ call }) => call);
        const ordered = picture.order.map(({ operation }) => picture.operations[operation]?.invoke.index);
        expect(ordered).toEqual(expect.arrayContaining(returned));
        expect(picture.order.map(({ state }) => state)).toEqual(statesOf(picture, partition.calls, model));
      }),
      { numRuns: 50 },
    );
  });

  it.each<[what: string, name: string, culprit: number, lines: [string, EventType, string, unknown?][]]>([
    [
      'a call that never returned, which a read shows to have been',
      'cas-register',
      4,
      [
        ['p', 'invoke', 'read'],
        ['p', 'ok', 'read', null],
        ['q', 'invoke', 'cas', [0, 1]],
        ['p', 'invoke', 'read'],
        ['p', 'ok', 'read', 1],
      ],
    ],
    [
      'an order of two calls that a read shows',
      'set',
      5,
      [
        ['r', 'invoke', 'read'],
        ['p', 'invoke', 'add', 0],
        ['p', 'ok', 'add'],
        ['p', 'invoke', 'add', 1],
        ['p', 'ok', 'add'],
        ['r', 'ok', 'read', [1]],
      ],
    ],
  ])('accuses the read where it names %s', (_, name, culprit, lines) => {
    const history = lines.map(
      ([process, type, f, value], index): HistoryEvent => ({ index, time: index, process, type, f, value }),
    );
    const picture = judged(history, modelOf(name)).linearizations?.[0] as Linearization;
    expect(picture.operations[picture.culprit as number]?.return?.index).toBe(culprit);
  });

  it('leaves out what is long over, and what a state holds beyond 200 characters', () => {
    const call = (n: number): typeof lines => [
      ['p', 'invoke', 'append', n % 2 === 0 ? 'a' : 'b'],
      ['p', 'ok', 'append'],
    ];
    const open = (many: number): typeof lines =>
      Array.from({ length: many }, (_, n) => [`open-${n}`, 'invoke', 'append', 'z']);
    const wrong: typeof lines = [
      ['q', 'invoke', 'get'],
      ['q', 'ok', 'get', 'x'],
    ];
    const lines: [process: string, type: EventType, f: string, value?: unknown][] = [
      ...open(30),
      ['long', 'invoke', 'append', 'l'],
      ...Array.from({ length: 290 }, (_, n) => call(n)).flat(),
      ['long', 'ok', 'append'],
      ...Array.from({ length: 10 }, (_, n) => call(n)).flat(),
      ...wrong,
    ];
    const pictureOf = (told: typeof lines): Linearization => {
      const history = told.map(([process, type, f, value], index): HistoryEvent => {
        return { index, time: index, process, type, f, ...(value !== undefined && { value }) };
      });
      return judged(history, modelOf('kv')).linearizations?.[0] as Linearization;
    };
    const picture = pictureOf(lines);
    const last = Array.from({ length: 168 }, (_, n) => (n < 158 ? 31 + 2 * (132 + n) : 32 + 2 * (132 + n)));
    expect(picture.operations.map(({ invoke }) => invoke.index)).toEqual([...Array(31).keys(), ...last, 632]);
    expect(picture).toMatchObject({ omitted: 132, culprit: 199 });
    expect(picture.order.map(({ operation }) => operation).sort((a, b) => a - b)).toStrictEqual(
      Array.from({ length: 169 }, (_, n) => 30 + n),
    );
    const states = picture.order.map(({ state }) => state);
    expect(Math.max(...states.map(({ length }) => length))).toBe(201);
    expect(states.find(({ length }) => length === 200)).toMatch(/^"ab.*"$/);
    expect(states.at(-1)).toMatch(/^"ab.*…$/);
    const crowded = pictureOf([...open(250), ...wrong]);
    expect(crowded.operations.map(({ invoke }) => invoke.index)).toEqual(Array.from({ length: 200 }, (_, n) => 51 + n));
    expect(crowded).toMatchObject({ omitted: 51, culprit: 199 });
  });
});
