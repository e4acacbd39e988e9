import type { ClientAttempt } from '../../run/run-files.ts';

/** What came of an operation. Times in milliseconds. */
export interface Answered {
  readonly number: number;
  /** When it was to be sent; without a plan, when it was. Epoch milliseconds. */
  readonly plannedAt: number;
  /** From then to its sending: how late the load generator was. */
  readonly lateMs: number;
  /** From its planned start to its first clear answer, retries included; infinite where a user was left without one. */
  readonly latencyMs: number;
  /** When the last of its requests had ended. Infinite where nothing was sent. */
  readonly endedAt: number;
  /** `failed`: a user was left without an answer, or nothing was sent. */
  readonly outcome: 'ok' | 'refused' | 'failed';
}

/**
 * What came of each operation of a load, by number. Latency counts from when an operation was to be sent, not from when it was:
 * a generator that is held up by a slow system would else leave out the very waits that users have (Gil Tene's coordinated
 * omission, https://github.com/giltene/wrk2).
 * @param attempts of this load, all of which have ended
 * @param starts when each of the operations was to come, in milliseconds from the first; undefined in a closed loop, which has no plan
 */
export function answersOf(
  attempts: readonly ClientAttempt[],
  load: { readonly after: number; readonly operations: number; readonly starts?: readonly number[] | undefined },
): Answered[] {
  const byNumber = Map.groupBy(attempts, ({ request }) => request);
  const { after, operations, starts } = load;
  const numbers = Array.from({ length: operations }, (_, n) => after + n + 1);
  const dueAfter = (number: number) => starts?.[number - after - 1] ?? 0;
  const sentAt = (number: number) => firstOf(byNumber.get(number) ?? [], 'at');
  // The plan lies where nobody comes before his time; the most punctual of all comes at his.
  const begins = numbers.reduce(
    (earliest, number) => Math.min(earliest, sentAt(number) - dueAfter(number)),
    Number.POSITIVE_INFINITY,
  );
  return numbers.map((number): Answered => {
    const own = byNumber.get(number) ?? [];
    const at = sentAt(number);
    const plannedAt = starts === undefined ? at : begins + dueAfter(number);
    const outcome = outcomeOf(own);
    return {
      ...{ number, plannedAt, outcome },
      lateMs: at - plannedAt || 0,
      latencyMs: outcome === 'failed' ? Number.POSITIVE_INFINITY : clearAnswerAt(own) - plannedAt,
      endedAt: own.reduce(
        (last, { endedAt }) => Math.max(last, endedAt),
        own.length > 0 ? 0 : Number.POSITIVE_INFINITY,
      ),
    };
  });
}

/** Each user of an operation is a sequence of attempts, and must end with an answer. */
function outcomeOf(attempts: readonly ClientAttempt[]): Answered['outcome'] {
  const users = [...Map.groupBy(attempts, ({ process }) => process).values()];
  const last = users.map((own) => own.reduce((a, b) => (b.attempt >= a.attempt ? b : a)));
  if (last.length === 0 || last.some(({ outcome }) => outcome === 'info')) return 'failed';
  return last.some(({ outcome }) => outcome === 'ok') ? 'ok' : 'refused';
}

/** Too many requests is an answer for now; who gets no other has that one at last. */
function clearAnswerAt(attempts: readonly ClientAttempt[]): number {
  const answers = attempts.filter(({ outcome }) => outcome !== 'info');
  const clear = answers.filter(({ status }) => status !== 429);
  return clear.length > 0
    ? firstOf(clear, 'endedAt')
    : answers.reduce((last, { endedAt }) => Math.max(last, endedAt), 0);
}

function firstOf(attempts: readonly ClientAttempt[], what: 'at' | 'endedAt'): number {
  return attempts.reduce((first, attempt) => Math.min(first, attempt[what]), Number.POSITIVE_INFINITY);
}
