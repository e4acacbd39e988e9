import type { Violation } from '../../../verdict/verdict-schema.ts';
import type { LogOperation } from './log-operations.ts';
import { happened, type PartitionLog } from './partition-log.ts';

/** What is accused, and the operations that show it. */
export function violationOf(id: string, what: string, ...of: readonly LogOperation[]): Violation {
  return { id, what, events: [...new Set(of.flatMap(({ tried }) => tried.events))].sort((a, b) => a - b) };
}

/**
 * What is wrong with what logs hold. `inconsistent-offsets`: two values at one offset; `duplicate`: a value at two offsets;
 * `aborted-read`: a value was polled whose send failed; `precommitted-read`: a transaction polled what it sent itself.
 */
export function* contentsOf(
  logs: ReadonlyMap<string, PartitionLog>,
  operations: readonly LogOperation[],
): Generator<Violation> {
  for (const [key, { offsets, senders, polled }] of logs) {
    const at = new Map<string, [offset: number, by: LogOperation]>();
    for (const [offset, values] of offsets) {
      const [[one, first], second] = [...values] as [[string, LogOperation], [string, LogOperation] | undefined];
      if (second !== undefined) {
        const what = `offset ${offset} of key ${key} is ${one} and ${second[0]}`;
        yield violationOf('inconsistent-offsets', what, first, second[1]);
      }
      for (const [value, by] of values) {
        const before = at.get(value);
        if (before === undefined) at.set(value, [offset, by]);
        else
          yield violationOf(
            'duplicate',
            `${value} is at offsets ${before[0]} and ${offset} of key ${key}`,
            before[1],
            by,
          );
      }
    }
    for (const [value, reader] of polled) {
      const sender = senders.get(value);
      if (sender?.tried.outcome !== 'fail') continue;
      yield violationOf(
        'aborted-read',
        `${value} was polled from key ${key}, though its send had failed`,
        sender,
        reader,
      );
    }
  }
  for (const operation of operations) {
    for (const [key, messages] of operation.tried.outcome === 'ok' ? operation.polls : []) {
      const own = new Set(operation.sends.get(key)?.map(({ value }) => value));
      const found = messages.find(({ value }) => own.has(value));
      if (found === undefined) continue;
      yield violationOf(
        'precommitted-read',
        `polled ${found.value} from key ${key}, which it had not committed yet`,
        operation,
      );
    }
  }
}

/** `unwritten-read`: a value was polled that nobody had begun to send. */
export function* unwrittenOf(logs: ReadonlyMap<string, PartitionLog>): Generator<Violation> {
  for (const [key, { senders, polled }] of logs) {
    for (const [value, reader] of polled) {
      const sender = senders.get(value);
      if (sender !== undefined && sender.tried.began <= reader.tried.event.index) continue;
      yield violationOf('unwritten-read', `${value} was polled from key ${key}, and nobody had sent it`, reader);
    }
  }
}

/**
 * `lost-write`: a message that must be in a log was never polled, though one behind it was. What comes last may not have been
 * reached by anybody.
 */
export function* lostOf(logs: ReadonlyMap<string, PartitionLog>): Generator<Violation> {
  const polled = new Map([...logs].map(([key, log]) => [key, log.polled]));
  for (const [key, log] of logs) {
    let reader: LogOperation | undefined;
    for (const [, values] of log.offsets.toReversed()) {
      reader ??= [...values.keys()].map((value) => log.polled.get(value)).find((by) => by !== undefined);
      for (const value of reader === undefined ? [] : values.keys()) {
        const sender = log.senders.get(value);
        if (sender === undefined || log.polled.has(value) || !happened(sender, polled)) continue;
        const what = `${value} was sent to key ${key} and never polled, but what comes behind it was`;
        yield violationOf('lost-write', what, sender, reader as LogOperation);
      }
    }
  }
}
