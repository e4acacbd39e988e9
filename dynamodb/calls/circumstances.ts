/** What AWS leaves open, decided by the caller, so that the same calls under the same circumstances have the same answers. */
export interface Chance {
  /**
   * How many of the latest writes to its table an eventually consistent read misses, at most `available`, which are those
   * of the last `historyMs`.
   */
  missedWrites(available: number): number;
  /** Whether a batch leaves its next request unprocessed. */
  leavesUnprocessed(): boolean;
  /** For how long a transaction holds its items against other writes and transactions, in milliseconds. */
  transactionMs(): number;
}

/** When and under what luck a call is made. */
export interface Circumstances {
  /** Milliseconds since 1970; never less than in an earlier call. */
  readonly nowMs: number;
  readonly chance: Chance;
}

/** AWS on its best day: every read sees every write, nothing is left over, transactions take no time. */
export const calm: Chance = {
  missedWrites: () => 0,
  leavesUnprocessed: () => false,
  transactionMs: () => 0,
};
