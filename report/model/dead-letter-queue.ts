import type { Run } from './run.ts';

/** Which queues of a run hold dead letters, by name: none is known of a run that was cut short before its queues were looked at. */
export function deadLetterQueuesIn({ queues }: Pick<Run, 'queues'>): ReadonlySet<string> {
  return new Set(queues.filter(({ deadLetter }) => deadLetter).map(({ name }) => name));
}
