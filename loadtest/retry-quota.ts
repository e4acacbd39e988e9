import type { ClientAttempt } from '../run/run-files.ts';

/** The tokens that all users of a run pay their retries with. */
export interface RetryQuota {
  /** Pays for a retry after this attempt. @returns false where there is not enough left: its user gives up */
  pay(unclear: Pick<ClientAttempt, 'status'>): boolean;
  /** An attempt has ended: a success gives something back. */
  see(attempt: Pick<ClientAttempt, 'outcome' | 'attempt'>): void;
}

const CAPACITY = 500;
const RETRY_COST = 5;
/** What was not answered may still be at work. */
const UNANSWERED_RETRY_COST = 10;
const FIRST_SUCCESS = 1;

/** The memory that the threads of a load share. */
export function retryTokens(): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  Atomics.store(new Int32Array(memory), 0, CAPACITY);
  return memory;
}

/**
 * The retry quota of AWS's SDKs, with their figures (standard mode,
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html): a hundred retries at once, and one for five
 * successes from then on, so that a storm of retries cannot feed itself.
 */
export function openRetryQuota(memory = retryTokens()): RetryQuota {
  const tokens = new Int32Array(memory);
  /** @returns whether nobody else had changed them meanwhile */
  const change = (from: number, to: number) => Atomics.compareExchange(tokens, 0, from, to) === from;
  return {
    pay({ status }) {
      const cost = status == null ? UNANSWERED_RETRY_COST : RETRY_COST;
      for (;;) {
        const left = Atomics.load(tokens, 0);
        if (left < cost) return false;
        if (change(left, left - cost)) return true;
      }
    },
    see({ outcome, attempt }) {
      if (outcome !== 'ok') return;
      const given = attempt === 1 ? FIRST_SUCCESS : RETRY_COST;
      for (;;) {
        const left = Atomics.load(tokens, 0);
        if (change(left, Math.min(CAPACITY, left + given))) return;
      }
    },
  };
}
