import { type HistoryEvent, type Key, nemesis } from '../event.ts';

/**
 * Operations on independent keys, as Jepsen's `independent` writes them: every value is a pair `[k v]`. In EDN such a
 * pair is a vector like any other, so that a history counts as keyed only when every client operation has one: a read
 * of a single register is asked with nil, a cas with [expected new] holds no pair within, a transaction begins with a
 * vector. A history that is keyed otherwise already is left as it is. O(n).
 */
export function withKeys(events: readonly HistoryEvent[]): HistoryEvent[] {
  const ofClients = events.filter(({ process }) => process !== nemesis);
  const keyed = ofClients.length > 0 && ofClients.every((event) => event.key === undefined && isKeyed(event));
  if (!keyed) return [...events];
  return events.map((event) => {
    if (event.process === nemesis) return event;
    const [key, value] = event.value as [Key, unknown];
    return { ...event, key, value };
  });
}

function isKeyed({ f, value }: HistoryEvent): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const key: unknown = value[0];
  const isKey = typeof key === 'string' || typeof key === 'bigint' || Number.isSafeInteger(key);
  return isKey && (f !== 'cas' || Array.isArray(value[1]));
}
