import type { ProcessId } from '../../../history/event.ts';
import type { Violation } from '../../../verdict/verdict-schema.ts';
import { ww } from '../graph/dependency.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import { eventOf, type TransactionTable } from '../table/transaction-table.ts';
import { describeTransaction, eventsOf } from '../table/words.ts';
import { WrittenKeys } from '../table/written-keys.ts';
import { commitOrderOf, contradictionsOf, participantsOf, type Sight } from './commit-order.ts';

/**
 * What is read of transactions in part: some order of all keeps sessions and reads after their writes, and who sees anything
 * of a transaction (or ran it in the same session) reads no key as it was before that transaction wrote it. `CyclicRA`: no
 * order does; `InitRead`: nothing was read of a key that had been written by then.
 * Biswas, Enea: On the Complexity of Checking Transactional Consistency (2019).
 * @param addMore what else is known of the order of commits
 * @param inSessions whether the order of each session counts
 */
export function fracturesOf(
  table: TransactionTable,
  sight: Sight,
  addMore: (builder: GraphBuilder) => void = () => {},
  inSessions = true,
): Violation[] {
  const { readers, readKeys, sources, others, writers, keys } = sight;
  const takesPart = participantsOf(table, sight);
  const builder = commitOrderOf(table, sight, takesPart, inSessions);
  addMore(builder);
  const wrote = new WrittenKeys(writers, keys.length);
  const violations: Violation[] = [];
  const before = (read: number, earlier: number): void => {
    const [reader, key, writer] = [readers[read] as number, readKeys[read] as number, sources[read] as number];
    if (writer < -1 || earlier === writer || earlier === reader || takesPart[earlier] === 0) return;
    if (writer >= 0) builder.add(earlier, writer, ww, key);
    else violations.push(initRead(table, reader, earlier, keys[key]));
  };
  const sessions = new Map<ProcessId, Map<number, number>>();
  let from = 0;
  let written = 0;
  for (let t = 0; t < table.size; t += 1) {
    let to = from;
    while (readers[to] === t) to += 1;
    if (takesPart[t] === 0) continue;
    const session = sessions.get(eventOf(table, t).process) ?? new Map<number, number>();
    sessions.set(eventOf(table, t).process, session);
    const reads = Array.from({ length: to - from }, (_, n) => from + n);
    const seen = new Set(reads.flatMap((read) => [sources[read] as number, ...(others?.(read) ?? [])]));
    for (const read of reads) {
      const key = readKeys[read] as number;
      const own = session.get(key);
      if (own !== undefined && inSessions) before(read, own);
      for (const source of seen) if (source >= 0 && wrote.has(source, key)) before(read, source);
    }
    for (; (writers[written]?.[0] ?? table.size) <= t; written += 1) {
      const [writer, key] = writers[written] as readonly [number, number];
      if (writer === t) session.set(key, t);
    }
    from = to;
  }
  const because = (one: string, other: string, key: unknown): string =>
    `who read ${key} from ${other} had seen ${one}, which wrote it too`;
  return [...violations, ...contradictionsOf(builder.build(), table, keys, 'CyclicRA', because)];
}

/** Nothing was read of a key that somebody who was seen had written. */
export function initRead(table: TransactionTable, reader: number, earlier: number, key: unknown): Violation {
  const what = `${describeTransaction(table, reader)} read nothing of ${key}, but had seen ${describeTransaction(table, earlier)}`;
  return { id: 'InitRead', what, events: eventsOf(table, [earlier, reader]) };
}
