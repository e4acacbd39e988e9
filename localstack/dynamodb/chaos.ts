import type { Occasion } from '../../chaos/faults/fault.ts';
import type { Injection } from '../../chaos/middleware/injection.ts';
import { type Answer, failed } from '../../dynamodb/server/answer.ts';
import type { Received } from '../../dynamodb/server/http.ts';
import { type Call, fits, readCall } from './call.ts';
import { type Caller, createOccasions, type DisturbedCall, isCalledBy, type Origin, originOf } from './caller.ts';
import type { Decide } from './faults.ts';
import type { Rule } from './rule.ts';
import type { RuleBook } from './rule-book.ts';

/** What knows the execution environments and keeps the ledger. */
export interface Plugin {
  /** Tells that a call with this token is on its way, and waits while it is held; undefined if no environment has the token. */
  begin(token: string, tables: readonly string[]): Promise<Caller | undefined>;
  /** Tells that it was carried out and its answer is not delivered yet. */
  end(token: string, call: DisturbedCall): Promise<unknown>;
  record(injection: Injection): void;
}

export interface ChaosParts {
  readonly book: RuleBook;
  readonly plugin: Plugin;
  readonly now: () => number;
  /** Loads with the first rule. */
  readonly decisions: () => Promise<Decide>;
}

type Perform = () => Answer;

/** Lets a request through to the database: late, in vain, or with its answer lost, if a rule says so. */
export function createChaos(parts: ChaosParts): (received: Received, perform: Perform) => Answer | Promise<Answer> {
  const { book, plugin } = parts;
  const occasionOf = createOccasions();
  const disturb = async (received: Received, call: Call, perform: Perform): Promise<Answer> => {
    const aimed = book.acting().filter(({ fault, target }) => fault === 'stop-dynamodb' || fits(call, target));
    const { token } = call;
    const asks = token !== undefined && (aimed.length > 0 || book.disturbs);
    const caller = asks ? await plugin.begin(token, call.tables) : undefined;
    // The environment died before it sent this: nobody reads the answer.
    const disturbed = caller?.call;
    if (disturbed === null) return failed('ServiceUnavailable', '', {}, 503);
    if (!call.isInternal) await waitLatency(book);
    const hitting = aimed.filter(({ fault, target }) => fault === 'stop-dynamodb' || isCalledBy(caller, target));
    const carryOut = async () => {
      const answer = perform();
      if (token !== undefined && disturbed !== undefined) await plugin.end(token, disturbed);
      return answer;
    };
    if (hitting.length === 0) return carryOut();
    const keyField = hitting.find((rule) => rule.keyField !== undefined)?.keyField;
    const occasion = occasionOf(call, caller, keyField);
    const origin = originOf(caller, received.id);
    return throughRules(parts, hitting, { call, occasion, origin }, carryOut);
  };
  return (received, perform) => {
    const call = book.busy ? readCall(received) : undefined;
    return call === undefined ? perform() : disturb(received, call, perform);
  };
}

interface Try {
  readonly call: Call;
  readonly occasion: Occasion;
  readonly origin: Origin;
}

async function throughRules(
  { book, plugin, now, decisions }: ChaosParts,
  rules: readonly Rule[],
  { call, occasion, origin }: Try,
  carryOut: () => Promise<Answer>,
): Promise<Answer> {
  const decide = await decisions();
  const outageNow = (calls: 'fail' | 'hang') => rules.find((rule) => book.has(rule) && decide.outage(rule) === calls);
  const record = (rule: Rule, delayMs?: number) =>
    plugin.record(
      injectionOf(rule, occasion, origin, now(), { operation: call.name, ...(delayMs !== undefined && { delayMs }) }),
    );
  const outage = outageNow('fail');
  if (outage !== undefined) {
    record(outage);
    return failed('ServiceUnavailable', 'DynamoDB is currently unavailable.', {}, 503);
  }
  for (const rule of rules) {
    const delayMs = decide.delayMs(rule, occasion);
    if (delayMs === undefined) continue;
    record(rule, delayMs);
    await book.wait(delayMs, () => !book.has(rule));
    break;
  }
  // What has ended while the call was delayed does not hit it any more.
  const [rule, error] = firstError(
    rules.filter((each) => book.has(each)),
    decide,
    occasion,
  );
  if (rule !== undefined) record(rule);
  const told = error && failed(error.code, error.message ?? messageOf(error.code, rule, call), {}, error.statusCode);
  if (told !== undefined && rule?.fault === 'api-error') return told;
  await book.wait(Number.POSITIVE_INFINITY, () => outageNow('hang') === undefined);
  const answer = await carryOut();
  return told ?? answer;
}

function firstError(rules: readonly Rule[], decide: Decide, occasion: Occasion) {
  for (const rule of rules) {
    const error = decide.error(rule, occasion);
    if (error !== undefined) return [rule, error] as const;
  }
  return [];
}

function messageOf(code: string, rule: Rule | undefined, { service, operation }: Call): string {
  return code === 'ServiceUnavailable'
    ? `Service '${service}' not accessible due to an outage`
    : `Operation '${operation}' failed by the rule ${rule?.id}`;
}

/** The network's latency: less if it is lowered meanwhile. */
async function waitLatency(book: RuleBook): Promise<void> {
  const began = performance.now();
  const left = () => book.latencyMs() - (performance.now() - began);
  while (left() > 0) await book.wait(left(), () => left() <= 0);
}

/** A line of the ledger. */
export function injectionOf(
  { id, fault }: Rule,
  { key, attempt }: Occasion,
  { function: name, environment, requestId }: Origin,
  at: number,
  detail: Pick<Injection, 'operation' | 'delayMs'> = {},
): Injection {
  const place = fault === 'stop-dynamodb' ? 'environment' : 'cloud';
  return { at, rule: id, fault, key, function: name, place, attempt, ...detail, environment, requestId };
}
