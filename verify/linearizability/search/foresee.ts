import { impossible, type StateTable, unseen } from './state-table.ts';
import type { Timeline } from './timeline.ts';

/**
 * Look ahead from a configuration (`now`: the words of the slots that took effect, the next return, the state): which
 * read returns next, and can it still be explained? When neither what the state may become fits nor an operation that
 * overwrites it, the configuration is `impossible`. When only overwriting helps and no read can see the state before,
 * the state no longer matters: `unseen`. Else the state itself. Only reads among the first `returns` returns count.
 * O(calls between now and that read).
 */
export function foresee<State>(
  timeline: Timeline,
  table: StateTable<State>,
  returns: number,
  open: readonly number[],
  now: Int32Array,
): number {
  const { nextRead, kind, partition } = timeline;
  const { opened, returning, slot, slots } = partition;
  const next = now[now.length - 2] as number;
  const state = now[now.length - 1] as number;
  const last = opened[next + 1] as number;
  const has = (call: number): boolean => {
    const place = slot[call] as number;
    return ((now[place >>> 5] as number) & (1 << (place & 31))) !== 0;
  };
  let order = nextRead[next] as number;
  while (order < returns && (returning[order] as number) < last && has(returning[order] as number)) {
    order = nextRead[order + 1] as number;
  }
  if (order >= returns) return state;
  const read = kind[returning[order] as number] as number;
  if (table.canBecome(state, read)) return state;
  let source = false;
  let seen = false;
  const look = (call: number): void => {
    if (table.isRead(kind[call] as number)) seen ||= table.canBecome(state, kind[call] as number);
    else source ||= table.isSource(kind[call] as number, read);
  };
  for (let place = 0; place < slots; place++) {
    const call = open[place] as number;
    if (call >= 0 && !has(call)) look(call);
  }
  for (let call = last; call < (opened[order + 1] as number); call++) look(call);
  if (!source) return impossible;
  return seen ? state : unseen;
}
