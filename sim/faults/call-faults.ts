import type { Occasion } from '../../chaos/faults/fault.ts';
import { createAttempts } from '../../chaos/middleware/attempts.ts';
import { type Call, callOf, nameOf, resourceOf } from '../../chaos/middleware/calls/call.ts';
import { deliveriesOf } from '../../chaos/middleware/deliveries.ts';
import { type Delivery, deliveryOf, keyInCall } from '../../chaos/middleware/invocation.ts';
import type { Origin } from '../network/network.ts';
import type { Timeline } from '../time/timeline.ts';
import { decided, type Rule, type Rules } from './rules.ts';

/** An AWS call that has reached the simulated cloud. */
export interface ArrivedCall {
  /** As rules name it: `dynamodb`, `sqs`. */
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  readonly origin: Origin;
  readonly region: string;
}

/** An error that takes the place of an answer. */
export interface Refusal {
  readonly statusCode: number;
  readonly code: string;
  readonly message?: string | undefined;
}

/** Carries a call out. `after` tells what takes the place of its answer, if anything does. */
type Carry = (after: () => Refusal | undefined) => void;

const untouched = () => undefined;

/** A target of a cloud's rule. */
interface Target {
  readonly service?: string;
  readonly operations?: readonly string[];
  readonly table?: string;
  readonly queue?: string;
  readonly function?: string;
  readonly region?: string;
  readonly from?: string;
}

const TRIES_OF_A_DELIVERY = 100;
const KEPT = 100_000;
const CLOUD_FAULTS = ['api-error', 'api-latency', 'api-lost-acknowledgement'];
/** The occasion of a fault that is about no single call. */
const WHOLE_DATABASE: Occasion = { key: 'dynamodb', attempt: 1 };

/** What the cloud's rules do to calls on their way. */
export class CallFaults {
  readonly #rules: Rules;
  readonly #timeline: Timeline;
  readonly #tries = createAttempts(KEPT);
  readonly #repeats = createAttempts(KEPT);
  readonly #deliveries = new Map<string, readonly Delivery[]>();

  constructor(rules: Rules, timeline: Timeline) {
    this.#rules = rules;
    this.#timeline = timeline;
  }

  /** @param serve carries the call out @param answer gets what its caller is told in place of the answer */
  meet(arrived: ArrivedCall, serve: Carry, answer: (refusal: Refusal) => void): void {
    const [outage] = arrived.service.startsWith('dynamodb') ? this.#rules.active('stop-dynamodb') : [];
    if (outage !== undefined) this.#stop(outage, arrived, serve, answer);
    else if (!this.#strike(arrived, serve, answer)) serve(untouched);
  }

  /** @returns whether a rule has taken the call in hand */
  #strike(arrived: ArrivedCall, serve: Carry, answer: (refusal: Refusal) => void): boolean {
    const rules = this.#rules.active(...CLOUD_FAULTS);
    if (rules.length === 0) return false;
    const call = callOf(arrived.service, arrived.operation, arrived.input);
    const aimed = rules.filter((rule) => isAimedAt(rule, call, arrived));
    if (aimed.length === 0) return false;
    const occasion = this.#occasionOf(call, arrived.origin, aimed[0]?.keyField);
    const hits = aimed.flatMap((rule) => {
      const effect = decided<{ delayMs?: number } & Refusal>(rule, occasion);
      return effect === undefined ? [] : [{ rule, effect }];
    });
    const slow = hits.find(({ rule }) => rule.fault === 'api-latency');
    const fails = hits.find(({ rule }) => rule.fault !== 'api-latency');
    const go = () => {
      if (fails !== undefined) this.#log(fails.rule, call, occasion, arrived.origin);
      if (fails?.rule.fault === 'api-error') answer(fails.effect);
      else serve(() => fails?.effect);
    };
    if (slow === undefined) go();
    else {
      this.#log(slow.rule, call, occasion, arrived.origin, slow.effect.delayMs);
      this.#timeline.after(slow.effect.delayMs ?? 0, go);
    }
    return true;
  }

  #stop(rule: Rule, arrived: ArrivedCall, serve: Carry, answer: (refusal: Refusal) => void): void {
    const calls = decided<{ calls: 'fail' | 'hang' }>(rule, WHOLE_DATABASE)?.calls;
    if (calls === undefined) {
      serve(untouched);
      return;
    }
    const call = callOf(arrived.service, arrived.operation, arrived.input);
    this.#log(rule, call, WHOLE_DATABASE, arrived.origin);
    if (calls === 'fail') {
      answer({ statusCode: 503, code: 'ServiceUnavailable', message: 'DynamoDB stands still.' });
      return;
    }
    // It is carried out as soon as the database is back, whoever waits for it then.
    const resume = () => {
      if (this.#rules.active('stop-dynamodb').length > 0) return;
      stop();
      cancel();
      serve(untouched);
    };
    const stop = this.#rules.onChange(() => this.#timeline.after(0, resume));
    const cancel = this.#timeline.at(rule.expiresAt, resume);
  }

  #occasionOf(call: Call, origin: Origin, keyField: string | undefined): Occasion {
    const point = [nameOf(call), ...call.tables].join(' ');
    const { requestId, payload, variables = {} } = origin;
    if (requestId === undefined || payload === undefined) {
      const own = keyField === undefined ? undefined : keyInCall(call.input, keyField.split('.').at(-1) ?? '');
      const key = own ?? (resourceOf(call) || call.service);
      return { key, point, attempt: this.#tries.next(`${key} ${point}`) };
    }
    const known =
      this.#deliveries.get(requestId) ??
      deliveriesOf(JSON.parse(payload), requestId, this.#repeats, variables.CHAOS_KEY);
    this.#deliveries.set(requestId, known);
    const invocation = {
      function: '',
      environment: '',
      requestId,
      deliveries: known,
      keyField: variables.CHAOS_KEY,
      tries: new Map(),
    };
    const { key, delivery } = deliveryOf(call.input, invocation);
    const tries = this.#tries.next(`${requestId} ${key} ${point}`);
    return { key, point, attempt: (delivery - 1) * TRIES_OF_A_DELIVERY + tries };
  }

  #log(rule: Rule, call: Call, { key, attempt }: Occasion, origin: Origin, delayMs?: number): void {
    const { function: name = 'client', environment = 'client', requestId = 'client' } = origin;
    const resource = resourceOf(call);
    this.#rules.record({
      ...{ at: this.#timeline.nowMs, rule: rule.id, fault: rule.fault, key, function: name },
      place: rule.fault === 'stop-dynamodb' ? 'environment' : 'cloud',
      operation: nameOf(call),
      ...(resource !== '' && { resource }),
      attempt,
      ...(delayMs !== undefined && { delayMs }),
      ...{ environment, requestId },
    });
  }
}

function isAimedAt(rule: Rule, call: Call, { origin, region }: ArrivedCall): boolean {
  const target: Target = rule.target as Target;
  const from = target.from ?? 'functions';
  const readsRules = origin.variables?.CHAOS_TABLE !== undefined && call.tables.includes(origin.variables.CHAOS_TABLE);
  return (
    (from === 'everyone' || (from === 'functions' && origin.function !== undefined && !readsRules)) &&
    (target.service === undefined || target.service === call.service) &&
    (target.operations === undefined || target.operations.includes(call.operation)) &&
    (target.table === undefined || call.tables.includes(target.table)) &&
    (target.queue === undefined || target.queue === call.queue) &&
    (target.function === undefined || target.function === origin.function) &&
    (target.region === undefined || target.region === region)
  );
}
