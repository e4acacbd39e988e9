/** Somebody asks to make a call. */
export interface Call {
  /** The same in every repetition of it: it is counted once. */
  readonly callId: string;
  readonly tenant: string;
  readonly api: string;
}
