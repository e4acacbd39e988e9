import type { Time } from '../../../kernel/pause.ts';
import type { QueueDepth } from '../../../run/run-files.ts';
import type { ProbeContext } from '../probe.ts';

/** What a made-up system answers, in order; an error is thrown. */
export interface FakeAnswers {
  readonly openSagas?: readonly (number | Error)[];
  readonly depths?: Readonly<Record<string, QueueDepth>>;
  /** How long requests took, in milliseconds. */
  readonly waits?: readonly number[];
  readonly apiUrl?: string;
  /** Stands in for DynamoDB: what it answers to the n-th call. */
  readonly pages?: readonly object[];
}

/** A probe's surroundings for tests, with a clock that only pauses move. */
export function openFakes({ openSagas = [], depths = {}, waits = [], apiUrl = '', pages = [] }: FakeAnswers) {
  let now = 1_000_000;
  const answers = [...openSagas];
  const calls: unknown[] = [];
  const dynamo = {
    config: {},
    send: async (command: { readonly input: unknown }) => {
      calls.push(command.input);
      return pages[calls.length - 1] ?? {};
    },
  };
  const context = {
    system: {
      apiUrl,
      queues: ['work'],
      deadLetterQueues: ['work-dlq'],
      openSagas: { table: 'sagas', index: 'open', key: { name: 'open', value: 'open' }, startedAt: 'createdAt' },
    },
    observer: {
      depths: async () => depths,
      openSagas: async () => {
        const answer = answers.shift() ?? 0;
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
    customers: { waits: () => [...waits] },
    clients: { dynamo },
    now: () => now,
  } as unknown as ProbeContext;
  const time: Time = {
    now: () => now,
    async pause(ms, signal) {
      signal?.throwIfAborted();
      now += ms;
    },
  };
  return { context, time, calls };
}
