import { EventError, Told } from '../../../history/history-error.ts';
import type { LogOperation } from './log-operations.ts';

/** What is known of one partition. */
export interface PartitionLog {
  /** By value: who sent it. */
  readonly senders: Map<string, LogOperation>;
  /** By offset, from the least: the values that were told of it, and who told it first. */
  readonly offsets: readonly (readonly [offset: number, values: ReadonlyMap<string, LogOperation>])[];
  /** By offset: its place among those that are known. Some offsets hold no message. */
  readonly places: ReadonlyMap<number, number>;
  /** By value: the first committed poll of it. */
  readonly polled: ReadonlyMap<string, LogOperation>;
}

/**
 * The log of each key: every poll tells of it, whatever became of its transaction, and so do sends that must have happened, those
 * that are `ok` and those of unknown outcome of which something was polled. O(n log n)
 * @throws EventError for a value that is sent to a key twice: nobody could tell which of the two was polled
 */
export function logsOf(operations: readonly LogOperation[]): Map<string, PartitionLog> {
  const senders = new Map<string, Map<string, LogOperation>>();
  const polled = new Map<string, Map<string, LogOperation>>();
  const told = new Map<string, Map<number, Map<string, LogOperation>>>();
  for (const operation of operations) {
    for (const [key, messages] of operation.sends) {
      const known = within(senders, key);
      for (const { value } of messages) {
        if (known.has(value)) {
          const expected = `what is sent to key ${key} to be distinct`;
          throw new EventError(operation.tried.event, { field: 'value', expected, got: new Told(value) });
        }
        known.set(value, operation);
      }
    }
    if (operation.tried.outcome !== 'ok') continue;
    for (const [key, messages] of operation.polls) {
      const known = within(polled, key);
      for (const { value } of messages) if (!known.has(value)) known.set(value, operation);
    }
  }
  for (const operation of operations) {
    const sends = happened(operation, polled) ? [...operation.sends] : [];
    for (const [key, messages] of [...operation.polls, ...sends]) {
      for (const { offset, value } of messages) {
        if (offset === undefined) continue;
        const values = within(within(told, key), offset);
        if (!values.has(value)) values.set(value, operation);
      }
    }
  }
  const logs = new Map<string, PartitionLog>();
  for (const key of new Set([...senders.keys(), ...polled.keys(), ...told.keys()])) {
    const offsets = [...within(told, key)].sort(([a], [b]) => a - b);
    const places = new Map(offsets.map(([offset], place) => [offset, place]));
    logs.set(key, { senders: within(senders, key), offsets, places, polled: within(polled, key) });
  }
  return logs;
}

/** Whether what it sent must be in the logs. */
export function happened(
  { tried, sends }: LogOperation,
  polled: ReadonlyMap<string, ReadonlyMap<string, unknown>>,
): boolean {
  if (tried.outcome !== 'info') return tried.outcome === 'ok';
  return [...sends].some(([key, messages]) => messages.some(({ value }) => polled.get(key)?.has(value)));
}

function within<Name, Key, Value>(maps: Map<Name, Map<Key, Value>>, name: Name): Map<Key, Value> {
  const known = maps.get(name);
  if (known !== undefined) return known;
  const map = new Map<Key, Value>();
  maps.set(name, map);
  return map;
}
