import * as z from 'zod';
import { messagesIn } from '../watch/observed.ts';
import type { ProbeKind } from './probe.ts';

const fields = {
  /** All queues of the system, all its dead-letter queues, or the queues of these names. */
  queues: z.union([z.enum(['work', 'dead-letter']), z.array(z.string().min(1)).min(1)], {
    error: 'expected "work", "dead-letter" or a list of names of queues',
  }),
};

/** How many messages queues hold: visible, in flight and delayed, as SQS says (approximate while anything moves). */
export const queueDepth: ProbeKind<'queue-depth', typeof fields> = {
  type: 'queue-depth',
  summary: 'messages in queues: visible, in flight and delayed',
  fields,
  answers: 'number',
  inWords: ({ queues }) => `messages in ${Array.isArray(queues) ? queues.join(', ') : `the ${queues} queues`}`,
  async ask({ queues }, { deployed, observer }) {
    const depths = await observer.depths();
    const names = queues === 'work' ? deployed.queues : queues === 'dead-letter' ? deployed.deadLetterQueues : queues;
    const unknown = names.find((name) => !(name in depths));
    if (unknown !== undefined) throw new Error(`the system has no queue "${unknown}"`);
    return messagesIn(depths, names);
  },
};
