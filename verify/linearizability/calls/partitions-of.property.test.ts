import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent, Key } from '../../history/event.ts';
import { modelOf } from '../testing/live-object.ts';
import type { Call } from './call.ts';
import { never } from './model.ts';
import { partitionsOf } from './partitions-of.ts';

/** Processes that call and return as they please, of names and keys that are easily mixed up. */
const histories = fc
  .array(
    fc.tuple(
      fc.constantFrom('', 'p', 0),
      fc.constantFrom<Key | undefined>(undefined, '', 'x', 'y'),
      fc.constantFrom('read', 'write'),
      fc.constantFrom('ok', 'ok', 'fail', 'info'),
    ),
    { maxLength: 30 },
  )
  .map((drawn) => {
    const open = new Map<unknown, Pick<HistoryEvent, 'f' | 'key'>>();
    return drawn.map(([process, key, f, end], index): HistoryEvent => {
      const asked = open.get(process);
      const about = asked ?? { f, ...(key !== undefined && { key }) };
      if (asked === undefined) open.set(process, about);
      else open.delete(process);
      const type = asked === undefined ? 'invoke' : (end as HistoryEvent['type']);
      return { index, time: index, process, type, ...about, value: index };
    });
  });

/** The calls of a key, and nothing else, by their definition. */
function expected(history: readonly HistoryEvent[], key: Key): Call[] {
  return history.flatMap((event): Call[] => {
    const { index, process, type, f, value } = event;
    if (type !== 'invoke' || (event.key ?? '') !== key) return [];
    const end = history.slice(index + 1).find((other) => other.process === process);
    const returned = end?.type === 'ok';
    if (end?.type === 'fail' || (f === 'read' && !returned)) return [];
    const output = returned ? end.value : undefined;
    return [{ f, input: value, output, returned, call: index, return: returned ? end.index : never }];
  });
}

it('a history falls into the calls of its keys', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const keys = [...new Set(history.map(({ key }) => key ?? ''))];
      const all = keys.map((key) => ({ key, calls: expected(history, key) })).filter(({ calls }) => calls.length > 0);
      const found = partitionsOf(history, modelOf('register'));
      expect(found.map(({ key, calls }) => ({ key, calls }))).toEqual(all);
    }),
    { numRuns: 300 },
  );
});
