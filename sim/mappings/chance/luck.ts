/** What Lambda leaves open about its pollers, decided by the caller. */
export interface Luck {
  /** How long a batch lies between a poller and its function, in milliseconds. */
  deliveryMs(): number;
  /** How long it takes until what a function has processed is deleted, in milliseconds. */
  acknowledgementMs(): number;
  /** Whether a poller is lost before it deletes what its function has processed. */
  losesAcknowledgement(): boolean;
  /** How long a batch waits before it is offered again, or a failed batch of a stream is tried again; the first try is 1. */
  retryMs(tries: number): number;
}
