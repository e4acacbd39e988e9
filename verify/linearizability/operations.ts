import type { HistoryEvent } from '../event.ts';
import type { Call } from './call.ts';
import type { AnyModel } from './models/models.ts';

/**
 * The calls of a history by key, in the order of their invocations. `fail` did not happen and is left out; a call whose
 * end is `info` or missing never returned; a read that never returned says nothing. Events of another vocabulary
 * (faults) are skipped when the nemesis wrote them. O(n).
 * @throws Error for an operation that the model does not know, or a return without a call
 */
export function callsOf(history: readonly HistoryEvent[], model: AnyModel): Map<string | number, Call[]> {
  const open = new Map<string | number, HistoryEvent>();
  const partitions = new Map<string | number, Call[]>();
  const settle = (asked: HistoryEvent, answer: HistoryEvent | undefined): void => {
    const returned = answer !== undefined;
    const { f, value: input } = asked;
    const call = { f, input, output: answer?.value, returned, call: asked.index, return: answer?.index ?? Infinity };
    if (!returned && model.isRead(call)) return;
    const key = asked.key ?? '';
    const partition = partitions.get(key);
    if (partition === undefined) partitions.set(key, [call]);
    else partition.push(call);
  };
  for (const event of history) {
    const { process, type, f } = event;
    if (process === 'nemesis') continue;
    const asked = open.get(process);
    if (type === 'invoke') {
      if (!Object.hasOwn(model.operations, f)) {
        const known = Object.keys(model.operations).join(', ');
        throw new Error(`event ${event.index}: the model ${model.name} knows ${known}, got ${f}`);
      }
      if (asked !== undefined) settle(asked, undefined);
      open.set(process, event);
    } else if (asked === undefined) {
      if (type !== 'info')
        throw new Error(`event ${event.index}: process ${process} returned from what it never called`);
    } else {
      open.delete(process);
      if (type !== 'fail') settle(asked, type === 'ok' ? event : undefined);
    }
  }
  for (const asked of open.values()) settle(asked, undefined);
  for (const calls of partitions.values()) calls.sort((a, b) => a.call - b.call);
  return partitions;
}
