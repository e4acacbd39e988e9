import { faultOf, type HistoryEvent } from '../event.ts';
import { jsonText } from '../exact-json.ts';
import { HistoryError } from '../history-error.ts';
import type { HistoryReading } from '../reading.ts';
import type { Said } from './operation.ts';
import { Unnamed } from './unnamed.ts';

/** What operations of Jepsen's causal and Kafka tests say beside their values: it ties them together. */
const told = ['position', 'link', 'rebalance-log', 'seek-to-beginning?'] as const;

const nsPerMs = 1_000_000n;
const example = 'such as {:process 0, :type :invoke, :f :read, :value nil}';

/**
 * Operations as events: maps with `process`, `type`, `f`, `value`, and where they are there `time` (ns), `key`, `error`, and what
 * ties them together. They are counted, a missing or late time is that of the operation before, times since 1970 are told from the first one on, a
 * missing function of a transaction is `txn`, and processes that are not named get numbers (`unnamed.ts`). Values `[k v]` of
 * independent keys stay as they are here: see `withKeys`. https://github.com/jepsen-io/history
 * @throws HistoryError with the line, what was found and what was expected
 */
export function* eventsOfOperations(
  file: string,
  operations: Iterable<Said>,
  reading: HistoryReading,
): Generator<HistoryEvent, void, undefined> {
  let epoch: bigint | undefined;
  let last = 0;
  const unnamed = new Unnamed();
  reading.header = { faultline: 'history', version: 1, origin: 0 };
  for (const { operation, line } of operations) {
    reading.line = line;
    if (typeof operation !== 'object' || operation === null || Array.isArray(operation)) {
      throw new HistoryError(file, line, { field: 'operation', expected: `a map ${example}`, got: operation });
    }
    const said = timed(operation, epoch);
    if (said.epoch !== undefined && epoch === undefined) {
      epoch = said.epoch;
      reading.header = { ...reading.header, origin: Number(epoch / nsPerMs) };
    }
    const event = eventOf(operation, said.time, reading.events, last, unnamed);
    const fault = faultOf(event);
    if (fault !== undefined) throw new HistoryError(file, line, fault);
    last = (event as HistoryEvent).time;
    reading.events += 1;
    yield event as HistoryEvent;
  }
  if (reading.events > 0) return;
  const expected = `operations ${example}`;
  throw new HistoryError(file, Math.max(1, reading.line), { field: 'history', expected, got: reading.truncated });
}

/** A time that is no safe integer is one since 1970: it is told from the millisecond of the first such time on. */
function timed(operation: object, epoch: bigint | undefined): { time: unknown; epoch?: bigint } {
  const { time } = operation as { readonly time?: unknown };
  if (typeof time !== 'bigint') return { time };
  const origin = epoch ?? (time / nsPerMs) * nsPerMs;
  const since = time - origin;
  return { time: Number.isSafeInteger(Number(since)) ? Number(since) : time, epoch: origin };
}

/** An event, or what is none: it is looked at next. */
function eventOf(operation: object, time: unknown, index: number, last: number, unnamed: Unnamed): unknown {
  const { process, type, f, key, value, error } = operation as Record<string, unknown>;
  // Elle's own examples leave away what it does not look at.
  const isTransaction = f === undefined && Array.isArray(value) && Array.isArray(value[0]);
  return {
    index,
    time: typeof time === 'number' ? Math.max(time, last) : (time ?? last),
    process: process === undefined ? unnamed.of({ type, f, value }) : process,
    type,
    f: isTransaction ? 'txn' : f,
    ...(key !== undefined && { key }),
    ...(value !== undefined && { value }),
    ...correlated(operation as Record<string, unknown>),
    ...(error !== undefined && error !== null && { error: typeof error === 'string' ? error : jsonText(error) }),
  };
}

function correlated(operation: Record<string, unknown>): object | undefined {
  const said = told.filter((name) => operation[name] !== undefined && operation[name] !== null);
  if (said.length === 0) return undefined;
  const id = (value: unknown) => (typeof value === 'string' || Number.isSafeInteger(value) ? value : jsonText(value));
  return { correlation: Object.fromEntries(said.map((name) => [name, id(operation[name])])) };
}
