import { parseExactly } from '../../../history/exact-json.ts';
import { EventError } from '../../../history/history-error.ts';
import { canonicalText } from '../../../linearizability/calls/value-key.ts';
import { type Tried, triedOf } from '../tried.ts';

/** A message of a partition; its offset where that is known. */
export interface Message {
  readonly offset: number | undefined;
  /** As JSON. */
  readonly value: string;
}

/** What an operation sent to each partition and polled from it, in that order. */
export interface LogOperation {
  readonly tried: Tried;
  readonly sends: ReadonlyMap<string, readonly Message[]>;
  readonly polls: ReadonlyMap<string, readonly Message[]>;
  /** The partitions that an `assign` names and leaves where they are. */
  readonly assigned: ReadonlySet<string>;
  /** The partitions that were taken from the consumer, or given to it, meanwhile. */
  readonly rebalanced: ReadonlySet<string>;
}

export const logWords = ['send', 'poll', 'txn', 'assign', 'subscribe'] as const;
const anOperation =
  '["send", key, [offset, value]], ["send", key, value], ["poll", {key: [[offset, value], …]}] or ["poll"]';

/**
 * Operations on logs in Jepsen's words: `send`, `poll` and `txn` hold a list of `["send", key, value]` and `["poll"]`, and when they
 * ended `["send", key, [offset, value]]` and `["poll", {key: [[offset, value], …]}]`; `assign` and `subscribe` hold keys. `rebalance-log`
 * and `seek-to-beginning?` of Jepsen's operations are taken from what ties events together. O(n)
 * @throws EventError for anything else
 */
export function logOperationsOf(history: Parameters<typeof triedOf>[0]): LogOperation[] {
  return triedOf(history, logWords).map((tried) => {
    const sends = new Map<string, Message[]>();
    const polls = new Map<string, Message[]>();
    const said = tried.output ?? tried.event.value ?? tried.input;
    if (!Array.isArray(said)) throw malformed(tried, said);
    const { correlation = {} } = tried.event;
    const rebalanced = rebalancedBy(correlation['rebalance-log']);
    if (tried.f === 'assign' || tried.f === 'subscribe') {
      const seeks = correlation['seek-to-beginning?'] === 'true';
      return { tried, sends, polls, assigned: new Set(seeks ? [] : said.map(String)), rebalanced };
    }
    for (const operation of said as readonly unknown[]) {
      const parts: readonly unknown[] = Array.isArray(operation) ? operation : [];
      const [f, about, message] = parts;
      if (f === 'send' && parts.length === 3) push(sends, String(about), messageOf(tried, message));
      else if (f !== 'poll') throw malformed(tried, operation);
      else if (about !== undefined && about !== null) {
        if (typeof about !== 'object' || Array.isArray(about)) throw malformed(tried, operation);
        for (const [key, found] of Object.entries(about as Record<string, unknown>)) {
          if (!Array.isArray(found)) throw malformed(tried, operation);
          for (const each of found as readonly unknown[]) {
            if (!isPair(each)) throw malformed(tried, operation);
            push(polls, key, messageOf(tried, each));
          }
        }
      }
    }
    return { tried, sends, polls, assigned: new Set(), rebalanced };
  });
}

/** Keys of a log of rebalances, a list of maps with `keys`, as JSON. */
function rebalancedBy(log: unknown): Set<string> {
  const events: unknown = typeof log === 'string' ? parseExactly(log) : [];
  const keys = (Array.isArray(events) ? events : []).flatMap(({ keys = [] }: { keys?: unknown }) => keys);
  return new Set(keys.map(String));
}

function push(messages: Map<string, Message[]>, key: string, message: Message): void {
  const known = messages.get(key);
  if (known === undefined) messages.set(key, [message]);
  else known.push(message);
}

function isPair(value: unknown): value is [offset: unknown, value: unknown] {
  return Array.isArray(value) && value.length === 2;
}

function messageOf(tried: Tried, said: unknown): Message {
  if (!isPair(said)) return { offset: undefined, value: canonicalText(said) };
  const [offset, value] = said;
  if (offset === null) return { offset: undefined, value: canonicalText(value) };
  if (!Number.isSafeInteger(offset)) throw malformed(tried, said);
  return { offset: offset as number, value: canonicalText(value) };
}

function malformed({ event }: Tried, got: unknown): EventError {
  return new EventError(event, { field: 'value', expected: anOperation, got });
}
