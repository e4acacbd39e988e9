import type { Place } from '../../chaos/faults/fault.ts';
import { type Attempts, createAttempts } from '../../chaos/middleware/attempts.ts';
import { deliveriesOf } from '../../chaos/middleware/deliveries.ts';
import type { Delivery } from '../../chaos/middleware/invocation.ts';
import type { Act, Disturb, Disturbed, Point } from '../lambda/disturbance.ts';
import { decided, type Rule, type Rules } from './rules.ts';

/** A rule that hits an invocation, and with which of its keys. */
interface Strike {
  readonly rule: Rule;
  readonly when: string | undefined;
  readonly call: number;
  readonly afterMs: number;
  readonly act: Act | undefined;
  readonly skewMs: number;
  readonly deliveries: readonly Delivery[];
  hasFired: boolean;
}

const KEPT_KEYS = 100_000;
const FAULTS = ['kill-environment', 'pause-environment', 'clock-skew'];

/** Faults of execution environments, decided as the plug-in of LocalStack does: by the keys of the invocation. */
export function disturbBy(rules: Rules, now: () => number): Disturb {
  const attempts = new Map<string, Attempts>();
  const attemptsOf = (name: string) => {
    const known = attempts.get(name) ?? createAttempts(KEPT_KEYS);
    attempts.set(name, known);
    return known;
  };
  return (disturbed, requestId, payload) => {
    const deliveries = deliveriesOf(JSON.parse(payload), requestId, attemptsOf(disturbed.function), disturbed.keyField);
    const aimed = rules
      .active(...FAULTS)
      .filter(({ target }) => 'function' in target && target.function === disturbed.function);
    const strikes = aimed.flatMap((rule) => strikeOf(rule, deliveries) ?? []);
    if (strikes.length === 0) return undefined;
    const fire = (strike: Strike): Act[] => {
      strike.hasFired = true;
      log(rules, strike, disturbed, requestId, now());
      return strike.act === undefined ? [] : [strike.act];
    };
    const skewed = strikes.find(({ skewMs }) => skewMs !== 0);
    if (skewed !== undefined) fire(skewed);
    const isDue = (strike: Strike) => !strike.hasFired && rules.isActive(strike.rule);
    return {
      skewMs: skewed?.skewMs ?? 0,
      at: (point: Point, call?: number) =>
        strikes
          .filter((one) => isDue(one) && one.when === point && (call === undefined || one.call === call))
          .flatMap(fire),
      later: strikes.flatMap((one) =>
        one.when === 'time' ? [{ afterMs: one.afterMs, due: () => (isDue(one) ? fire(one) : []) }] : [],
      ),
    };
  };
}

type Effect = { when: string; call: number; afterMs: number; pauseMs?: number; skewMs?: number };

function strikeOf(rule: Rule, deliveries: readonly Delivery[]): Strike | undefined {
  const hit = deliveries.flatMap((delivery) => {
    const effect = decided<Effect>(rule, { key: delivery.key, attempt: delivery.delivery });
    return effect === undefined ? [] : [{ delivery, effect }];
  });
  const [first] = hit;
  if (first === undefined) return undefined;
  const { when, call = 1, afterMs = 0, pauseMs, skewMs = 0 } = first.effect;
  const act: Act | undefined =
    rule.fault === 'kill-environment'
      ? { kind: 'kill' }
      : pauseMs === undefined
        ? undefined
        : { kind: 'pause', ms: pauseMs };
  return { rule, when, call, afterMs, act, skewMs, deliveries: hit.map(({ delivery }) => delivery), hasFired: false };
}

function log(
  rules: Rules,
  { rule, deliveries, act, when }: Strike,
  disturbed: Disturbed,
  requestId: string,
  at: number,
): void {
  for (const { key, delivery } of deliveries) {
    rules.record({
      ...{ at, rule: rule.id, fault: rule.fault, key, function: disturbed.function, place: 'environment' as Place },
      attempt: delivery,
      ...(act?.kind === 'pause' && { delayMs: act.ms }),
      ...(when !== undefined && { when: when as never }),
      ...{ environment: disturbed.stream, requestId },
    });
  }
}
