import type { Key } from '../../../history/event.ts';
import type { Violation } from '../../../verdict/verdict-schema.ts';
import { type Cycle, cyclesOf } from '../graph/cycles.ts';
import { processOrder, wr, ww } from '../graph/dependency.ts';
import type { Graph } from '../graph/graph.ts';
import { GraphBuilder } from '../graph/graph-builder.ts';
import { aborted, committed, type TransactionTable } from '../table/transaction-table.ts';
import { describeTransaction, eventsOf, nameOf } from '../table/words.ts';
import { addProcessOrder } from './order-edges.ts';

/** What transactions saw of each other, key by key. */
export interface Sight {
  /** By read, in the order of the transactions and of their operations. */
  readonly readers: ArrayLike<number>;
  readonly readKeys: ArrayLike<number>;
  /** By read: who wrote what was read last; -1: nothing had been written, -2: nobody who can have committed. */
  readonly sources: ArrayLike<number>;
  /** By read: all others whose writes show in what was read, where a value holds more than the last one. */
  readonly others?: (read: number) => Iterable<number>;
  /** Transactions, in order, and the keys that they wrote. */
  readonly writers: readonly (readonly [transaction: number, key: number])[];
  readonly keys: readonly Key[];
}

/** Who committed, or was seen: by transaction, 1. */
export function participantsOf(table: TransactionTable, { readers, sources, others }: Omit<Sight, 'keys'>): Uint8Array {
  const takesPart = new Uint8Array(table.size);
  for (let t = 0; t < table.size; t += 1) if (table.outcomes[t] === committed) takesPart[t] = 1;
  const see = (writer: number): void => {
    if (writer >= 0 && table.outcomes[writer] !== aborted) takesPart[writer] = 1;
  };
  for (let read = 0; read < readers.length; read += 1) {
    see(sources[read] as number);
    for (const other of others?.(read) ?? []) see(other);
  }
  return takesPart;
}

/** What every order of commits keeps: the order of each session (process), unless `sessions` says no, and reads after writes. */
export function commitOrderOf(
  table: TransactionTable,
  { readers, readKeys, sources, others }: Omit<Sight, 'keys'>,
  takesPart: Uint8Array,
  sessions = true,
): GraphBuilder {
  const builder = new GraphBuilder(table.size);
  if (sessions) addProcessOrder(builder, table, takesPart);
  for (let read = 0; read < readers.length; read += 1) {
    const reader = readers[read] as number;
    const add = (writer: number): void => {
      if (takesPart[writer] === 1) builder.add(writer, reader, wr, readKeys[read] as number);
    };
    add(sources[read] as number);
    for (const other of others?.(read) ?? []) add(other);
  }
  return builder;
}

/**
 * The cycles of an order of commits, as violations: `CyclicCO` where sessions and reads alone go round.
 * @param id of cycles with edges that an axiom demands (`ww`)
 * @param because why the axiom demands that `one` came before `other`, whose `key` somebody read
 */
export function contradictionsOf(
  graph: Graph,
  table: TransactionTable,
  keys: readonly Key[],
  id: string,
  because: (one: string, other: string, key: Key | undefined) => string,
): Violation[] {
  const describe = ({ nodes, kinds, keys: about }: Cycle): Violation => {
    const steps = nodes.map((t, at) => {
      const key = keys[about[at] as number];
      const [one, other] = [nameOf(table, t), nameOf(table, nodes[(at + 1) % nodes.length] as number)];
      if (kinds[at] === processOrder) return `${one} < ${other}: the same session ran it before`;
      if (kinds[at] === wr) return `${one} < ${other}: ${other} read ${key} from ${one}`;
      return `${one} < ${other}: ${because(one, other, key)}`;
    });
    const members = [...nodes].sort((a, b) => a - b).map((t) => describeTransaction(table, t));
    const what = `${members.join('; ')}. But ${steps.join('; and ')}`;
    return { id: kinds.includes(ww) ? id : 'CyclicCO', what, events: eventsOf(table, nodes) };
  };
  return [...cyclesOf(graph, [processOrder]).cycles.values()].flatMap((found) => found.map(describe));
}
