import type { HistoryEvent } from '../../history/event.ts';
import { jsonText } from '../../history/exact-json.ts';
import type { DrawnCall, Linearization } from '../../verdict/linearization.ts';
import type { Call } from '../calls/call.ts';
import type { Partition } from '../calls/partition.ts';
import type { AnyModel } from '../models/models.ts';
import type { Prefix } from './longest-prefix.ts';

/** Calls of a picture, and characters of a state that are told. */
const drawnCalls = 200;
const toldCharacters = 200;

/** How far a partition is linearizable, as a picture is drawn from it. O(n), for the times of events. */
export function linearizationOf(
  history: Iterable<HistoryEvent>,
  model: AnyModel,
  partition: Partition,
  prefix: Prefix,
  outcome: Pick<Linearization, 'id' | 'valid'> & { readonly states: readonly string[] },
): Linearization {
  const { calls, returning } = partition;
  const culprit = returning[Math.min(prefix.returns, returning.length - 1)] as number;
  const shown = around(calls, culprit);
  const positions = new Map(shown.map((call, position) => [call, position]));
  const until = (calls[culprit] as Call).return;
  return {
    id: outcome.id,
    model: model.name,
    valid: outcome.valid,
    operations: drawn(
      shown.map((call) => calls[call] as Call),
      history,
    ),
    omitted: calls.filter(({ call }) => call < until).length - shown.length,
    order: statesAlong(model, calls, prefix.order).flatMap(({ call, state }) => {
      const operation = positions.get(call);
      return operation === undefined ? [] : [{ operation, state }];
    }),
    ...(outcome.valid !== true && { culprit: positions.get(culprit) as number }),
    states: outcome.states.map(cut),
    prefix: { returns: prefix.returns, of: returning.length },
  };
}

/** The culprit, what was open with it, and of the calls before as many as fit: those that returned last. */
function around(calls: readonly Call[], culprit: number): number[] {
  const { call: from, return: until } = calls[culprit] as Call;
  const places = calls.flatMap(({ call }, place) => (call < until && place !== culprit ? [place] : []));
  const isOpen = (place: number) => (calls[place] as Call).return > from;
  const lastFirst = (a: number, b: number) => (calls[b] as Call).return - (calls[a] as Call).return;
  const open = places.filter(isOpen).slice(-drawnCalls + 1);
  const before = places.filter((place) => !isOpen(place)).sort(lastFirst);
  return [culprit, ...open, ...before.slice(0, drawnCalls - 1 - open.length)].sort((a, b) => a - b);
}

function drawn(calls: readonly Call[], history: Iterable<HistoryEvent>): DrawnCall[] {
  const events = new Map<number, HistoryEvent | undefined>(
    calls.flatMap(({ call, return: end }) => [
      [call, undefined],
      [end, undefined],
    ]),
  );
  for (const event of history) if (events.has(event.index)) events.set(event.index, event);
  return calls.map(({ f, input, output, call, return: end, returned }) => {
    const { process, time } = events.get(call) as HistoryEvent;
    return {
      process,
      f,
      ...(input !== undefined && { input }),
      ...(output !== undefined && { output }),
      invoke: { index: call, time },
      return: returned ? { index: end, time: (events.get(end) as HistoryEvent).time } : null,
    };
  });
}

/** The state after each call of an order, as text. */
function statesAlong(model: AnyModel, calls: readonly Call[], order: readonly number[]) {
  let state = model.initial;
  return order.map((call) => {
    state = model.step(state, calls[call] as Call);
    return { call, state: cut(jsonText(state)) };
  });
}

function cut(text: string): string {
  return text.length <= toldCharacters ? text : `${text.slice(0, toldCharacters)}…`;
}
