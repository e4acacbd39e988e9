/** One step of a saga: the queue of the service that performs it and the names of its effect and of its undoing. */
export interface StepDefinition {
  readonly name: string;
  readonly queue: string;
  readonly do: string;
  readonly undo: string;
}

/** A saga as data: its steps in the order in which they are done. */
export interface SagaDefinition {
  readonly kind: string;
  readonly steps: readonly StepDefinition[];
}

export type Action = 'do' | 'undo';
export type Outcome = 'done' | 'refused';
export type SagaStatus = 'running' | 'compensating' | 'confirmed' | 'cancelled';

/** One line of a saga's log; the lines of one transition carry the version that it produced. */
export interface LogEntry {
  readonly version: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly event:
    | 'started'
    | 'step-done'
    | 'step-refused'
    | 'undo-done'
    | 'confirmed'
    | 'cancelled'
    | 'resent'
    | 'parked'
    | 'unparked';
  readonly step?: string;
  readonly action?: Action;
  readonly reason?: string;
}

/** A saga's record: its state, its history and, in `step` and `action`, the command that still has no answer. */
export interface Saga<Payload = unknown> {
  readonly id: string;
  readonly kind: string;
  /** 1 at creation, one more with each transition. */
  readonly version: number;
  readonly status: SagaStatus;
  readonly step?: string;
  readonly action?: Action;
  readonly reason?: string;
  /** Epoch milliseconds; set while the sweeper has given up on the pending command. */
  readonly parkedAt?: number;
  /** Present until the saga is final: the key of the sparse index `open-sagas`. */
  readonly open?: 'open';
  readonly createdAt: number;
  readonly updatedAt: number;
  /** How often the pending command has been sent again. */
  readonly resends: number;
  readonly payload: Payload;
  readonly log: readonly LogEntry[];
}

/** What a service is told to do. */
export interface Command<Payload = unknown> {
  readonly type: 'command';
  readonly sagaId: string;
  readonly sagaVersion: number;
  readonly step: string;
  readonly action: Action;
  readonly payload: Payload;
}

/** What may happen to a saga; `at` in epoch milliseconds. */
export type SagaEvent =
  | {
      readonly type: 'reply';
      readonly at: number;
      readonly step: string;
      readonly action: Action;
      readonly outcome: Outcome;
      readonly reason?: string | undefined;
    }
  | { readonly type: 'sweep'; readonly at: number; readonly staleAfterMs: number; readonly maxResends: number }
  | { readonly type: 'redrive'; readonly at: number };

/** The saga after an event (the very same object if nothing changed) and the command that must be sent. */
export interface Transition<Payload = unknown> {
  readonly saga: Saga<Payload>;
  readonly command?: Command<Payload>;
}
