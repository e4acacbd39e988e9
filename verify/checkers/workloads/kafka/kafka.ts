import * as z from 'zod';
import { type Checker, gradedResultOf } from '../../../verdict/checker.ts';
import { contentsOf, lostOf, unwrittenOf } from './log-contents.ts';
import { circlesOf } from './log-cycles.ts';
import { logOperationsOf, logWords } from './log-operations.ts';
import { againOf, pollsOf, sendsOf, withinOf } from './log-positions.ts';
import { logsOf } from './partition-log.ts';

const optionsSchema = z.object({
  /** Whether messages of transactions that lie between each other are accused, or only counted. */
  isolated: z.stringbool().or(z.boolean()).default(false),
});

/**
 * Logs as Kafka promises them: each offset of a key holds one message, for everybody and for good, each message is there once,
 * producers append in their order, consumers poll in the order of the log and over no message, only what was committed
 * is polled, nothing is lost that lies before what was polled, and nobody polls what was sent after he was polled from himself.
 * Offsets may have gaps: transactions take some. Counted only: transactions whose messages lie between each other, and
 * messages that who subscribes polled more than once.
 */
export const kafka: Checker = {
  name: 'kafka',
  claim: 'Logs hold each message once at its offset, and consumers poll all of it in order.',
  complexity: 'O(n log n) in messages',
  source: 'Jepsen: jepsen.tests.kafka; Kafka: KIP-98, Exactly Once Delivery and Transactional Messaging',
  definite: false,
  looksFor: { words: logWords.slice(0, 3), counted: ['sent', 'polled'] },
  options: optionsSchema,
  check(history, options) {
    const { isolated } = optionsSchema.prefault({}).parse(options);
    const operations = logOperationsOf(history);
    const logs = logsOf(operations);
    const { violations, interleaved } = circlesOf(logs, operations, isolated);
    const counts = { keys: logs.size, sent: 0, polled: 0, unseen: 0, again: againOf(operations), interleaved };
    for (const { senders, polled } of logs.values()) {
      const acknowledged = [...senders].filter(([, { tried }]) => tried.outcome === 'ok');
      counts.sent += acknowledged.length;
      counts.polled += polled.size;
      counts.unseen += acknowledged.filter(([value]) => !polled.has(value)).length;
    }
    const within = [...withinOf(logs, operations), ...sendsOf(logs, operations)];
    const always = [...contentsOf(logs, operations), ...within, ...violations];
    const cut = [...unwrittenOf(logs), ...pollsOf(logs, operations)];
    return gradedResultOf({ always, cut, complete: [...lostOf(logs)] }, counts);
  },
};
