import type { DeadLetter, Injection, JournalStep, MetricsSample, QueueAfter } from '../../run/run-files.ts';
import { isDeadLetterQueue, type StockItem } from '../order-system.ts';
import { type Happening, say } from './happening.ts';

const observer = 'observer';

/** What was found after quiet: stock, queues, dead letters. Dead letters sent before `startedAt` are another run's. */
export function foundHappenings(
  found: {
    readonly stock: readonly StockItem[];
    readonly queues: readonly QueueAfter[];
    readonly deadLetters: readonly DeadLetter[];
    readonly injections: readonly Injection[];
  },
  startedAt: number,
  observedAt: number,
): Happening[] {
  const earlier = found.deadLetters.filter((letter) => (letter.sentAt ?? startedAt) < startedAt);
  const stock = found.stock.map(({ sku, initial, available }) =>
    say('resource', { initial, available }, { process: observer, key: sku, at: observedAt }),
  );
  const queues = found.queues.map(({ name, visible, inFlight, delayed, deadLetter }) => {
    const foreign = earlier.filter((letter) => letter.queue === name).length;
    const value = { visible: Math.max(0, visible - foreign), inFlight, delayed, deadLetter };
    return say('queue', value, { process: observer, key: name, at: observedAt });
  });
  const planted = new Set(found.injections.flatMap((injection) => injection.key ?? []));
  const letters = found.deadLetters
    .filter((letter) => !earlier.includes(letter))
    .map(({ queue, messageId, body }) => {
      const saga = sagaIn(body);
      const value = { queue, planted: planted.has(messageId), ...(saga !== undefined && { saga }) };
      return say('dead-letter', value, { process: observer, key: messageId, at: observedAt });
    });
  return [...stock, ...queues, ...letters];
}

/** Queue depths over time, for recovery. */
export function depthHappenings(metrics: readonly MetricsSample[]): Happening[] {
  return metrics.flatMap(({ at, queues }) =>
    Object.entries(queues).map(([name, { visible, inFlight, delayed }]): Happening => {
      const value = { visible, inFlight, delayed, deadLetter: isDeadLetterQueue(name) };
      return { f: 'depth', process: observer, type: 'ok', at, key: name, value };
    }),
  );
}

/**
 * That the system went quiet (`ok`) or that waiting for it was given up (`info`): as the runner's journal says in its
 * step `quiet`, or, where it does not, as the queues were found.
 */
export function quietHappening(
  journal: readonly JournalStep[],
  queues: readonly QueueAfter[],
  observedAt: number,
): Happening {
  const said = journal.findLast((entry) => entry.step === 'quiet' && entry.status !== 'started');
  const empty = queues.every((queue) => queue.deadLetter || queue.visible + queue.inFlight + queue.delayed === 0);
  const reached = said === undefined ? queues.length > 0 && empty : said.status === 'completed';
  return { f: 'quiet', process: observer, type: reached ? 'ok' : 'info', at: said?.at ?? observedAt };
}

function sagaIn(body: string): string | undefined {
  try {
    const message: unknown = JSON.parse(body);
    if (typeof message !== 'object' || message === null || !('sagaId' in message)) return undefined;
    return typeof message.sagaId === 'string' ? message.sagaId : undefined;
  } catch {
    return undefined;
  }
}
