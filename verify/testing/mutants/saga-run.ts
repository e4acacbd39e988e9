import type { EventType, HistoryEvent } from '../../history/event.ts';

/** An event that has no index yet; times may be in any order. */
export interface Draft {
  time: number;
  readonly process: string;
  type: EventType;
  readonly f: string;
  key?: string;
  value?: Record<string, unknown>;
  readonly error?: string;
}

/** How one saga of a made-up run goes. Times are gaps in ns, used one after the other. */
export interface SagaPlan {
  readonly id: string;
  readonly startsAt: number;
  readonly amount: number;
  readonly resource: string;
  readonly quantity: number;
  /** The step that is refused; undefined: none, the saga is committed. */
  readonly refusedAt: number | undefined;
  /** Attempts that the client gave up on before the one that was answered. */
  readonly lostAnswers: number;
  readonly repeated: boolean;
  readonly gaps: readonly number[];
}

/** What happened in a made-up run, in any order. */
export interface Drafts {
  readonly events: Draft[];
}

/** A made-up run of sagas: true by construction, to be judged as it is or after a violation was planted. */
export interface SagaRun extends Drafts {
  readonly plans: readonly SagaPlan[];
}

/** The steps of every made-up saga: the first moves money, the second takes a resource. */
export const steps = ['pay', 'take', 'send'] as const;

/** The idempotency key of a saga's request. */
function requestKey(plan: SagaPlan): string {
  return `request-of-${plan.id}`;
}

/** A valid run in which the sagas go as planned, all at once where their times overlap. */
export function runOf(plans: readonly SagaPlan[]): SagaRun {
  const events: Draft[] = [];
  const held = new Map<string, { time: number; amount: number }[]>();
  for (const plan of plans) playSaga(plan, events, held);
  const quietAt = events.reduce((latest, event) => Math.max(latest, event.time), 0) + 1;
  const observed = (f: string, key: string, value: Record<string, unknown>): void => {
    events.push({ time: quietAt, process: 'observer', type: 'ok', f, key, value });
  };
  events.push({ time: quietAt, process: 'observer', type: 'ok', f: 'quiet' });
  for (const [resource, changes] of held) {
    changes.sort((a, b) => a.time - b.time || b.amount - a.amount);
    let balance = 0;
    let lowest = 0;
    for (const change of changes) {
      balance += change.amount;
      lowest = Math.min(lowest, balance);
    }
    observed('resource', resource, { initial: -lowest, available: balance - lowest });
  }
  for (const queue of ['work', 'work-dead']) {
    observed('queue', queue, { visible: 0, inFlight: 0, delayed: 0, deadLetter: queue === 'work-dead' });
  }
  return { plans, events };
}

function playSaga(plan: SagaPlan, events: Draft[], held: Map<string, { time: number; amount: number }[]>): void {
  const { id, amount, quantity, resource, refusedAt } = plan;
  let now = plan.startsAt;
  let version = 1;
  let draws = 0;
  const pass = (): number => {
    now += plan.gaps[draws++ % plan.gaps.length] ?? 1;
    return now;
  };
  const say = (f: string, type: EventType, process: string, key: string, value?: Record<string, unknown>): void => {
    events.push({ time: now, process, type, f, key, ...(value && { value }) });
  };
  const transition = (event: string, step?: string): void => {
    say('transition', 'ok', `saga:${id}`, id, { version, event, ...(step && { step }) });
  };
  const effect = (step: string, action: 'commit' | 'compensate', refused = false): void => {
    const key = `${id}#${step}#${action}`;
    const value = { saga: id, step, action, ...(step === 'take' && { resources: [{ resource, amount: quantity }] }) };
    pass();
    say('effect', 'invoke', key, key, value);
    const direction = action === 'commit' ? 'charge' : 'refund';
    if (step === 'pay' && !refused) say('money', 'invoke', `${key}#money`, key, { saga: id, direction, amount });
    const truth = pass();
    if (step === 'take' && !refused) {
      const changes = held.get(resource) ?? [];
      changes.push({ time: truth, amount: action === 'commit' ? -quantity : quantity });
      held.set(resource, changes);
    }
    pass();
    if (step === 'pay' && !refused) say('money', 'ok', `${key}#money`, key, { saga: id, direction, amount });
    say('effect', refused ? 'fail' : 'ok', key, key, value);
    version += 1;
    transition(refused ? 'refused' : action === 'commit' ? 'committed' : 'compensated', step);
  };

  const key = requestKey(plan);
  const request = { digest: `body-of-${id}`, expected: refusedAt === undefined ? 'committed' : 'refused' };
  for (let lost = 0; lost < plan.lostAnswers; lost++) {
    say('request', 'invoke', `client:${id}/${lost}`, key, request);
    pass();
    say('request', 'info', `client:${id}/${lost}`, key);
  }
  say('request', 'invoke', `client:${id}`, key, request);
  pass();
  say('begin', 'ok', `saga:${id}`, id, { request: key, amount, plan: [...steps] });
  transition('began');
  pass();
  say('request', 'ok', `client:${id}`, key, { saga: id });
  if (plan.repeated) {
    say('request', 'invoke', `client:${id}/again`, key, request);
    say('request', 'ok', `client:${id}/again`, key, { saga: id });
  }
  const done = refusedAt === undefined ? steps.length : refusedAt;
  for (let step = 0; step < done; step++) effect(steps[step] as string, 'commit');
  if (refusedAt !== undefined) effect(steps[refusedAt] as string, 'commit', true);
  if (refusedAt !== undefined) for (let step = done - 1; step >= 0; step--) effect(steps[step] as string, 'compensate');
  const outcome = refusedAt === undefined ? 'committed' : 'compensated';
  transition('ended');
  say('end', 'ok', `saga:${id}`, id, { version, outcome, label: outcome });
  pass();
  say('state', 'ok', 'observer', id, { version, final: true, outcome, label: outcome });
}

/** The history of a run: events in the order of their times, with indexes. */
export function historyOf(run: Drafts): HistoryEvent[] {
  const events = run.events.map((event, position) => ({ event, position }));
  events.sort((a, b) => a.event.time - b.event.time || a.position - b.position);
  return events.map(({ event }, index) => ({ index, ...event }));
}
