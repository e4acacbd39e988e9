import type { ClientAttempt } from '../run/run-files.ts';

/** What became of a load. */
export interface Taken {
  /** Operations answered a second, from the first answer on; the last twentieth is left out, which may have met a fault. */
  readonly taken: number;
  /** Operations that were never answered: their users gave up. */
  readonly unanswered: number;
  /** Answers came so much later than their requests that the system cannot have kept up with them. */
  readonly overloaded: boolean;
}

const MOST_OF_THEM = 0.95;
/** A fault may hold back answers for a while; a system that keeps up has given them soon after it. */
const LATE = { times: 1.5, plusMs: 10_000 };

/** How a system kept up with the attempts of a load, all of which have ended. */
export function takenOf(attempts: readonly ClientAttempt[]): Taken {
  const sent = new Map<number, number>();
  const answered = new Map<number, number>();
  for (const { request, at, endedAt, outcome, status } of attempts) {
    sent.set(request, Math.min(at, sent.get(request) ?? at));
    // Too many requests is an answer for now, not for good.
    if (outcome === 'info' || status === 429) continue;
    answered.set(request, Math.min(endedAt, answered.get(request) ?? endedAt));
  }
  const requests = [...sent.values()].sort((a, b) => a - b);
  const answers = [...answered.values()].sort((a, b) => a - b);
  const [firstRequest = 0, lastRequest = 0] = [requests[0], requests.at(-1)];
  const most = Math.ceil(requests.length * MOST_OF_THEM);
  const last = attempts.reduce((latest, { endedAt }) => Math.max(latest, endedAt), firstRequest);
  const tookMs = (answers[most - 1] ?? last) - firstRequest;
  const counted = answers.slice(0, most);
  const between = (counted.at(-1) ?? 0) - (counted[0] ?? 0);
  return {
    taken: between > 0 ? ((counted.length - 1) * 1_000) / between : 0,
    unanswered: requests.length - answers.length,
    overloaded: tookMs > LATE.times * (lastRequest - firstRequest) + LATE.plusMs,
  };
}
