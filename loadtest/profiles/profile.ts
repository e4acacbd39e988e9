/** A stretch of a load. In a closed loop its users come in its time, and each has several operations. */
export interface Stage {
  readonly name: string;
  /** Virtual users at its beginning and at its end; their number changes evenly. */
  readonly from: number;
  readonly to: number;
  readonly seconds: number;
}

/** The shape of a load, in virtual users, whatever the system and the machine. */
export interface Profile {
  readonly name: string;
  /** What it is for, one line. */
  readonly purpose: string;
  readonly stages: readonly Stage[];
  /** What its highest stage offers of all that the system takes. A spike and a search for the limit go beyond it. */
  readonly share: number;
  /** What must hold, in words that {@link parseThreshold} reads. */
  readonly thresholds: readonly string[];
  /** Each user begins an operation when the one before is done, so often. */
  readonly turns?: number;
  /** Each stage has the system to itself, and the first that breaks a threshold is the last. */
  readonly untilBroken?: boolean;
  /** The stage from whose beginning on the system is to recover. */
  readonly recovers?: string;
}

/** A virtual user who does not wait for anybody begins an operation once in so many seconds. */
export const PACE_SECONDS = 10;
