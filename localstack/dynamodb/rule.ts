import type { Selection } from '../../chaos/faults/hit.ts';

/** A rule of the Chaos API that calls of DynamoDB may meet, read and complete as the plug-in hands it over. */
export interface Rule extends Selection {
  /** Of this putting into force: a rule that is put again under the same id has another one. */
  readonly serial: number;
  readonly fault: 'api-error' | 'api-latency' | 'api-lost-acknowledgement' | 'stop-dynamodb';
  readonly target: Target;
  readonly parameters: unknown;
  /** Epoch milliseconds: it acts in [startsAt, expiresAt). Only its end may be put off. */
  readonly startsAt: number;
  expiresAt?: number | undefined;
  /** Where a call that no function makes has its stable key: a name, or a path with dots. */
  readonly keyField?: string;
}

/** Whom a rule aims at: what is given must match. */
export interface Target {
  readonly from: 'functions' | 'everyone' | 'services';
  readonly region?: string;
  readonly service?: string;
  readonly operations?: readonly string[];
  readonly table?: string;
  /** The function that calls. */
  readonly function?: string;
}

/** Everything that may happen to calls. */
export interface InForce {
  readonly rules: readonly Rule[];
  /** The network's latency in milliseconds, and until when (epoch milliseconds; for ever if absent). */
  readonly latencyMs: number;
  readonly latencyEndsAt?: number;
  /** Whether environments may be disturbed at their calls, so that each of these has to be told. */
  readonly disturbs: boolean;
}
