import type { Call } from '../calls/call.ts';
import type { Partition } from '../calls/partition.ts';
import type { StateTable } from './state-table.ts';

/** A partition in the numbers of a state table. Reused from partition to partition, so that small ones cost little. */
export class Timeline {
  partition!: Partition;
  /** By call: its kind in the state table. */
  readonly kind: number[] = [];
  /** By return: the first return from it on that belongs to a read; the number of returns when there is none. */
  readonly nextRead: number[] = [];

  layOut<State>(partition: Partition, table: StateTable<State>): void {
    const { calls, returning } = partition;
    this.partition = partition;
    for (let call = 0; call < calls.length; call++) this.kind[call] = table.kindOf(calls[call] as Call);
    if (table.foresees) listReads(this.nextRead, returning, (call) => table.isRead(this.kind[call] as number));
  }
}

/** Tell of each return the first from it on that belongs to a read; the number of returns when there is none. */
export function listReads(nextRead: number[], returning: ArrayLike<number>, isRead: (call: number) => boolean): void {
  let untold = 0;
  for (let order = 0; order <= returning.length; order++) {
    if (order < returning.length && !isRead(returning[order] as number)) continue;
    for (; untold <= order; untold++) nextRead[untold] = order;
  }
}
