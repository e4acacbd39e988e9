import type { FaultRequest } from '../carriers/carrier.ts';
import type { Point } from './point.ts';

/** A way to be hurt at a point. */
export interface Variant {
  readonly name: string;
  readonly fault: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

const crash = (when: 'before' | 'after', how: 'exit' | 'timeout', name: string): Variant => ({
  name: `${when}-${name}`,
  fault: 'crash-at-call',
  parameters: { when, how },
});

/** Every way: an acknowledgement can only be lost after its call. */
export const variants: readonly Variant[] = [
  crash('before', 'exit', 'kill'),
  crash('before', 'timeout', 'time-out'),
  crash('after', 'exit', 'kill'),
  crash('after', 'timeout', 'time-out'),
  { name: 'lost-acknowledgement', fault: 'lost-acknowledgement', parameters: {} },
];

/** Whom a trial hurts. */
interface Whom {
  /** Its stable key at the point. */
  readonly key?: string;
  readonly seed: number;
  readonly durationMs: number;
  /** Pattern of the message that brings it to the point. */
  readonly message?: string | undefined;
}

/** The fault that hurts the unit with this key at this point, once; without a key whoever comes by. Times in milliseconds. */
export function requestOf(
  id: string,
  { function: name, call, operation, resources }: Point,
  { fault, parameters }: Variant,
  { key, seed, durationMs, message }: Whom,
): FaultRequest {
  const [service = '', action = ''] = operation.split(':');
  const [resource] = resources;
  const target = {
    function: name,
    call,
    // The number alone would hit another call where a conflict made the handler repeat one.
    ...{ service, operations: [action] },
    ...(resource !== undefined && { [service === 'sqs' ? 'queue' : 'table']: resource }),
    ...(message !== undefined && { message }),
  };
  return { id, fault, target, parameters, percentage: 100, ...(key !== undefined && { keys: key }), seed, durationMs };
}
