import { AsyncLocalStorage } from 'node:async_hooks';

/** An SQS message as a function got it. */
export interface QueueRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly queueArn: string;
}

/** A stable key that an invocation works on, and which delivery of it this is (1 for the first). */
export interface Delivery {
  readonly key: string;
  readonly delivery: number;
  /** The message that brought it, if one did. */
  readonly record?: QueueRecord;
  /** The body of that message. */
  readonly message?: string;
}

/** What the chaos of this execution environment knows about the invocation that it runs. */
export interface Invocation {
  readonly function: string;
  readonly requestId: string;
  readonly environment: string;
  /** HTTP path, of an invocation behind an API. */
  readonly path?: string;
  readonly deliveries: readonly Delivery[];
  /** Where messages have their stable key, `tenant` or `detail.tenant`. Default: the message id stands in. */
  readonly keyField?: string | undefined;
  /** How often each AWS call was tried so far, by what it is and whom it is for. */
  readonly tries: Map<string, number>;
}

/** An invocation as it begins. What takes time to find out is found out once, and only when a rule asks. */
export function newInvocation(
  { function: name, environment, keyField }: Pick<Invocation, 'function' | 'environment' | 'keyField'>,
  requestId: string,
  findDeliveries: () => readonly Delivery[],
  path: string | undefined,
): Invocation {
  let deliveries: readonly Delivery[] | undefined;
  return {
    function: name,
    environment,
    requestId,
    keyField,
    ...(path !== undefined && { path }),
    tries: new Map(),
    get deliveries() {
      deliveries ??= findDeliveries();
      return deliveries;
    },
  };
}

const record = new AsyncLocalStorage<string>();

/**
 * Runs `work` under a stable key, so that faults per call are decided by it. Only needed where the key is not found in
 * the call itself: a call that mentions the key of one of the invocation's records is attributed to that record.
 */
export function withKey<Result>(key: string, work: () => Result): Result {
  return record.run(key, work);
}

/** The delivery that an AWS call belongs to: the key set by `withKey`, else the record that the call mentions. */
export function deliveryOf(input: unknown, invocation: Invocation): Delivery {
  const { deliveries, keyField } = invocation;
  const key = record.getStore();
  if (key !== undefined) return deliveries.find((delivery) => delivery.key === key) ?? { key, delivery: 1 };
  const [only] = deliveries;
  if (only !== undefined && deliveries.length === 1) return only;
  const text = JSON.stringify(input) ?? '';
  const mentioned = deliveries.find((delivery) => text.includes(delivery.key));
  const own = keyField === undefined ? undefined : keyInCall(input, keyField.split('.').at(-1) ?? '');
  return mentioned ?? { key: own ?? invocation.requestId, delivery: 1 };
}

/** What a field of this name holds anywhere in a call, plain or as a DynamoDB string. */
export function keyInCall(input: unknown, field: string): string | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  for (const [name, value] of Object.entries(input)) {
    if (name === field) {
      const id = typeof value === 'object' && value !== null && 'S' in value ? value.S : value;
      if (typeof id === 'string') return id;
    }
    const nested = keyInCall(value, field);
    if (nested !== undefined) return nested;
  }
  return undefined;
}
