import type { Call } from '../calls/call.ts';
import { emptyPartition, type Partition } from '../calls/partition.ts';
import type { StateTable } from './state-table.ts';

/** A partition in the numbers of a state table. Reused from partition to partition, so that small ones cost little. */
export class Timeline {
  partition: Partition = emptyPartition;
  slot: ArrayLike<number> = emptyPartition.slot;
  slots = 0;
  /** By call: its kind in the state table. */
  readonly kind: number[] = [];
  /** By return: the first return from it on that belongs to a read; the number of returns when there is none. */
  readonly nextRead: number[] = [];

  layOut<State>(partition: Partition, table: StateTable<State>): void {
    const { calls, returning, slot, slots } = partition;
    this.partition = partition;
    this.slot = slot;
    this.slots = slots;
    for (let call = 0; call < calls.length; call++) this.kind[call] = table.kindOf(calls[call] as Call);
    if (!table.foresees) return;
    let next = returning.length;
    for (let order = this.nextRead.length; order <= next; order++) this.nextRead.push(0);
    this.nextRead[next] = next;
    for (let order = returning.length - 1; order >= 0; order--) {
      if (table.isRead(this.kind[returning[order] as number] as number)) next = order;
      this.nextRead[order] = next;
    }
  }
}
