import type { Violation } from '../../../verdict/verdict-schema.ts';
import { ww } from '../graph/dependency.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { TransactionTable } from '../table/transaction-table.ts';
import { WrittenKeys } from '../table/written-keys.ts';
import { initRead } from './atomic-order.ts';
import { commitOrderOf, contradictionsOf, participantsOf, type Sight } from './commit-order.ts';

/**
 * What vanishes again once it was seen: some order of all keeps reads after their writes, and who has seen anything of a
 * transaction reads no key any more as it was before that transaction wrote it. `CyclicRC`: no order does; `InitRead`: nothing
 * was read of a key whose writer had been seen. Monotonic atomic view (Bailis et al.: Highly Available Transactions, 2013), and
 * with `sessions` the read committed of Biswas, Enea: On the Complexity of Checking Transactional Consistency (2019).
 * @param sight every read, also of what its transaction had read before
 * @param addMore what else is known of the order of commits
 */
export function vanishedOf(
  table: TransactionTable,
  sight: Sight,
  { sessions, addMore = () => {} }: { sessions: boolean; addMore?: (builder: GraphBuilder) => void },
): Violation[] {
  const { readers, readKeys, sources, others, writers, keys } = sight;
  const takesPart = participantsOf(table, sight);
  const builder = commitOrderOf(table, sight, takesPart, sessions);
  addMore(builder);
  const wrote = new WrittenKeys(writers, keys.length);
  const violations: Violation[] = [];
  const seen = new Set<number>();
  for (let read = 0; read < readers.length; read += 1) {
    const [reader, key, source] = [readers[read] as number, readKeys[read] as number, sources[read] as number];
    if (readers[read - 1] !== reader) seen.clear();
    const isCommitted = source === -1 || (source >= 0 && takesPart[source] === 1);
    // What nobody committed is another anomaly.
    if (!isCommitted || source === reader) continue;
    for (const earlier of seen) {
      if (earlier === source || earlier === reader || !wrote.has(earlier, key)) continue;
      if (source < 0) violations.push(initRead(table, reader, earlier, keys[key]));
      else builder.add(earlier, source, ww, key);
    }
    if (source >= 0) seen.add(source);
    for (const other of others?.(read) ?? []) if (takesPart[other] === 1) seen.add(other);
  }
  const because = (one: string, other: string, key: unknown): string =>
    `who read ${key} from ${other} had read from ${one} before, which wrote it too`;
  return [...violations, ...contradictionsOf(builder.build(), table, keys, 'CyclicRC', because)];
}
