import type { HandlerExecutionContext, HttpRequest } from '@smithy/types';
import type * as z from 'zod';
import { isBroughtBy } from '../../faults/brought-by.ts';
import type { Aim, Fault } from '../../faults/fault.ts';
import { effectOf, type Selection } from '../../faults/hit.ts';
import type { Rule } from '../../faults/rule.ts';
import type { ChaosEnvironment } from '../environment.ts';
import type { Injection } from '../injection.ts';
import { type Delivery, deliveryOf } from '../invocation.ts';
import { type Call, nameOf, resourceOf } from './call.ts';
import { type CallPlace, nextTryOf } from './call-place.ts';
import type { SdkClient } from './sdk-client.ts';

const TRIES_OF_A_DELIVERY = 100;

/** A fault that hits a try of a call. */
export interface Strike<Effect> {
  readonly rule: Rule;
  readonly effect: Effect;
  /** Writes the injection to the log. */
  log(detail?: Pick<Injection, 'delayMs' | 'when'>): void;
}

/** One try of an AWS call that rules aim at: what injectors decide on. */
export interface CallTry {
  readonly call: Call;
  readonly client: SdkClient;
  readonly context: HandlerExecutionContext;
  readonly environment: ChaosEnvironment;
  /** Serialized and signed, ready to be sent. */
  readonly request: HttpRequest;
  /** The rules that aim at the call. */
  readonly rules: readonly Rule[];
  /** Whom the try is for, and which attempt it is. */
  readonly occasion: CallOccasion;
}

/** What the fate of a try, or of one entry of a batch, is drawn by. */
export interface CallOccasion {
  readonly key: string;
  /** What is tried: operation and tables. */
  readonly point: string;
  readonly attempt: number;
  /** Which call of the invocation this is among those for the key. */
  readonly place: CallPlace;
  /** The body of the message that brought the key, if one did. */
  readonly message?: string | undefined;
}

/** Counts a try of the whole call. */
export function nextTry(call: Call, context: object, environment: ChaosEnvironment): CallOccasion {
  const delivery = deliveryOf(call.input, environment.invocation);
  const place = nextTryOf(context, delivery, environment.invocation);
  return counted('call', pointOf(call), delivery, place, environment);
}

/**
 * Counts the tries of the entries of one batch. An entry has the key of the delivery that it mentions, else what it is called
 * itself, so that the same entries are hit however the caller cuts its batches; those of one key are told apart by their order.
 */
export function entryTries({
  call,
  environment,
  occasion: { place },
}: CallTry): (entry: unknown, name: string) => CallOccasion {
  const ordinals = new Map<string, number>();
  return (entry, name) => {
    const mentioned = deliveryOf(entry, environment.invocation);
    const delivery = mentioned.key === environment.invocation.requestId ? { key: name, delivery: 1 } : mentioned;
    const ordinal = (ordinals.get(delivery.key) ?? 0) + 1;
    ordinals.set(delivery.key, ordinal);
    const point = ordinal === 1 ? pointOf(call) : `${pointOf(call)} #${ordinal}`;
    return counted('entry', point, delivery, place, environment);
  };
}

/**
 * Counts the tries of a call, those of the SDK's retry loop and of the handler's own alike, and goes on counting at a round
 * number in each redelivery: otherwise an order that exhausts all its tries once would do so for ever.
 */
function counted(
  what: 'call' | 'entry',
  point: string,
  { key, delivery, message }: Delivery,
  place: CallPlace,
  { invocation: { tries } }: ChaosEnvironment,
): CallOccasion {
  const subject = `${what} ${key} ${point}`;
  const count = (tries.get(subject) ?? 0) + 1;
  tries.set(subject, count);
  return { key, point, attempt: (delivery - 1) * TRIES_OF_A_DELIVERY + count, place, message };
}

/** The occasion as a rule counts it: one that aims at a certain call counts the tries of that call alone. */
function occasionOf({ target }: Rule, occasion: CallOccasion): CallOccasion | undefined {
  if (!isBroughtBy(target, occasion.message)) return undefined;
  const call = 'call' in target ? target.call : undefined;
  if (call === undefined) return occasion;
  const { number, delivery, tries } = occasion.place;
  if (call !== number) return undefined;
  return { ...occasion, attempt: (delivery - 1) * TRIES_OF_A_DELIVERY + tries };
}

function pointOf(call: Call): string {
  return [nameOf(call), ...call.tables].join(' ');
}

/**
 * The first rule of a kind that hits.
 * @param suits whether a rule is meant for this call at all, by more than its target
 */
export function strikeOf<Parameters extends z.ZodType, Effect>(
  fault: Fault<string, z.ZodType, Parameters, Effect>,
  { rules, call, environment, occasion: whole }: CallTry,
  suits: (parameters: z.output<Parameters>) => boolean = () => true,
  occasion: CallOccasion = whole,
): Strike<Effect> | undefined {
  for (const rule of rules) {
    if (rule.fault !== fault.name) continue;
    // The schema of rules pairs each name with the parameters of that fault.
    const aim = rule as unknown as Selection & Aim<z.output<Parameters>>;
    if (!suits(aim.parameters)) continue;
    const own = occasionOf(rule, occasion);
    const effect = own && effectOf(fault, aim, own);
    if (own === undefined || effect === undefined) continue;
    return { rule, effect, log: (detail = {}) => logStrike(rule, call, own, environment, detail) };
  }
  return undefined;
}

function logStrike(
  rule: Rule,
  call: Call,
  { key, attempt, place }: CallOccasion,
  { invocation, log, now }: ChaosEnvironment,
  detail: Pick<Injection, 'delayMs' | 'when'>,
): void {
  const { function: name, environment, requestId } = invocation;
  log({
    at: now(),
    rule: rule.id,
    fault: rule.fault,
    key,
    function: name,
    place: 'call',
    operation: nameOf(call),
    resource: resourceOf(call),
    call: place.number,
    attempt,
    ...detail,
    environment,
    requestId,
  });
}
