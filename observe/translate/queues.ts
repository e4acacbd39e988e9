import type { DeadLetter, Injection, JournalStep, MetricsSample, QueueAfter } from '../../run/run-files.ts';
import { type Happening, say } from '../../system/happening.ts';

const observer = 'observer';

/** What was found after quiet: queues, dead letters. Dead letters sent before `startedAt` are another run's. */
export function foundHappenings(
  found: {
    readonly queues: readonly QueueAfter[];
    readonly deadLetters: readonly DeadLetter[];
    readonly injections: readonly Injection[];
  },
  { keyField, startedAt, observedAt }: { keyField: string; startedAt: number; observedAt: number },
): Happening[] {
  const earlier = found.deadLetters.filter((letter) => (letter.sentAt ?? startedAt) < startedAt);
  const queues = found.queues.map(({ name, visible, inFlight, delayed, deadLetter }) => {
    const foreign = earlier.filter((letter) => letter.queue === name).length;
    const value = { visible: Math.max(0, visible - foreign), inFlight, delayed, deadLetter };
    return say('queue', value, { process: observer, key: name, at: observedAt });
  });
  const planted = new Set(found.injections.flatMap((injection) => injection.key ?? []));
  const letters = found.deadLetters
    .filter((letter) => !earlier.includes(letter))
    .map(({ queue, messageId, body }) => {
      const saga = keyIn(body, keyField);
      const value = { queue, planted: planted.has(messageId), ...(saga !== undefined && { saga }) };
      return say('dead-letter', value, { process: observer, key: messageId, at: observedAt });
    });
  return [...queues, ...letters];
}

/** Queue depths over time, for recovery. */
export function depthHappenings(metrics: readonly MetricsSample[], queues: readonly QueueAfter[]): Happening[] {
  const dead = new Set(queues.filter(({ deadLetter }) => deadLetter).map(({ name }) => name));
  return metrics.flatMap(({ at, queues: depths }) =>
    Object.entries(depths).map(([name, { visible, inFlight, delayed }]): Happening => {
      const value = { visible, inFlight, delayed, deadLetter: dead.has(name) };
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

/** What a body has in the field that holds the key of its system. */
function keyIn(body: string, keyField: string): string | undefined {
  try {
    const message: unknown = JSON.parse(body);
    if (typeof message !== 'object' || message === null) return undefined;
    const key = (message as Readonly<Record<string, unknown>>)[keyField];
    return typeof key === 'string' ? key : undefined;
  } catch {
    return undefined;
  }
}
