/** Who calls: an account, in a region. */
export interface Caller {
  readonly account: string;
  readonly region: string;
}

/**
 * What SQS leaves open, decided by the caller, so that the same calls under the same circumstances have the same answers.
 * Every choice is one that the Developer Guide allows; the page that allows it is named in `hostile`.
 */
export interface Chance {
  /** An id like AWS's, never the same twice. */
  uuid(): string;
  /** Which of `count` messages of a standard queue, or groups of a FIFO queue, a receive takes next. */
  choose(count: number): number;
  /** How many messages a receive looks for that asked for at most `asked`; a long poll looks for one at least. */
  sampled(asked: number, isLong: boolean): number;
  /** After how long a copy of a message of a standard queue that is received now shows up, in milliseconds; undefined if none does. */
  duplicateAfterMs(visibilityMs: number): number | undefined;
  /** After how long a message of a standard queue that is deleted now is back, in milliseconds; undefined if it is gone. */
  survivesDeletionMs(): number | undefined;
  /** Whether a message of a standard queue counts as received although nobody gets it. */
  isReceivedByNobody(): boolean;
  /** Whether the handle of an earlier receive than the last one deletes its message, or changes its visibility. */
  honoursOldHandle(): boolean;
  /** How much later than it is due a message becomes visible, in milliseconds. */
  latenessMs(): number;
  /** What a queue says it holds that holds `count` messages. */
  approximate(count: number): number;
  /** After how long changed attributes are in force, in milliseconds. */
  settlingMs(): number;
}

/** When and under what luck a call is made. */
export interface Circumstances {
  /** Milliseconds since 1970; never less than in an earlier call. */
  readonly nowMs: number;
  readonly chance: Chance;
}
