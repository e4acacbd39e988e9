import type { Draw } from './draw.ts';
import type { Draft, Drafts } from './saga-run.ts';

const ms = 1e6;
/** Of the queue `work`. */
const visibilityMs = 100;
const maxReceiveCount = 3;

/** How the last receive of a message ends. */
type End = 'done' | 'expired' | 'left' | 'dead';

interface Plan {
  readonly id: string;
  readonly sentAt: number;
  readonly sent?: 'ok' | 'info';
  readonly poison?: boolean;
  /** Receives before the last: how each ends. */
  readonly failures: readonly ('timeout' | 'stale' | 'give-back')[];
  readonly end: End;
  readonly batch?: string;
}

/**
 * A valid run of a standard queue `work` and a FIFO queue `line`. Whatever is drawn, there are: `plain`, received once;
 * `again`, received twice because its visibility ran out; `poison`, dead-lettered; `sibling`, which shared a batch with
 * it; `first` and `second` of one group, sent and processed one after the other.
 */
export function messageRun(draw: Draw, size: number): Drafts {
  const events: Draft[] = [];
  const settings = { visibilityMs, maxReceiveCount, maxAgeMs: 1e9, partialResponses: true, poisonDelayMs: 1e9 };
  for (const queue of ['work', 'line']) events.push(said(0, 'queue-settings', queue, settings));
  play(events, draw, { id: 'plain', sentAt: 1 * ms, failures: [], end: 'done' });
  play(events, draw, { id: 'again', sentAt: 1 * ms, failures: ['timeout'], end: 'done' });
  const shared = { batch: 'shared', sentAt: 2 * ms };
  play(events, draw, { id: 'poison', ...shared, poison: true, failures: ['give-back', 'give-back'], end: 'dead' });
  play(events, draw, { id: 'sibling', ...shared, failures: [], end: 'done' });
  let left = 0;
  for (let n = 0; n < size; n++) {
    const sentAt = Math.round((3 + n / 4) * ms);
    const plan = planOf(draw, `message-${n}`, sentAt, n > size - 3);
    if (plan.end === 'left') left += 1;
    play(events, draw, plan);
  }
  playLine(events, draw, Math.ceil(size / 4));
  const end = events.reduce((latest, event) => Math.max(latest, event.time), 0) + ms;
  const none = { inFlight: 0, delayed: 0, deadLetter: false };
  events.push(
    said(end, 'queue', 'work', { ...none, visible: left }),
    said(end, 'queue', 'line', { ...none, visible: 0 }),
  );
  return { events };
}

function planOf(draw: Draw, id: string, sentAt: number, last: boolean): Plan {
  const poison = draw(0, 9) === 0;
  const failures = Array.from({ length: poison ? maxReceiveCount - 1 : draw(0, 5) - 3 }, () => {
    return (['timeout', 'stale', 'give-back'] as const)[draw(0, 2)] ?? 'timeout';
  });
  const ends: readonly End[] = last ? ['done', 'expired', 'left'] : ['done', 'done', 'done', 'expired'];
  const end = poison ? 'dead' : (ends[draw(0, ends.length - 1)] ?? 'done');
  return { id, sentAt, failures, end, poison, sent: end === 'left' || draw(0, 5) > 0 ? 'ok' : 'info' };
}

function said(time: number, f: string, key: string, value: Record<string, unknown>): Draft {
  return { time, process: 'observer', type: 'ok', f, key, value };
}

/** One message of the queue `work`, from its send to its end. */
function play(events: Draft[], draw: Draw, plan: Plan): void {
  const { id, failures, end } = plan;
  let now = plan.sentAt;
  const pass = (): number => {
    now += draw(1, 20) * ms;
    return now;
  };
  const say = (f: string, value: Record<string, unknown>, process = `worker:${id}`): void => {
    events.push({ time: now, process, type: 'ok', f, key: id, value });
  };
  const sends = {
    process: `producer:${id}`,
    f: 'send',
    key: id,
    value: { queue: 'work', ...(plan.poison && { poison: true }) },
  };
  events.push({ ...sends, time: now, type: 'invoke' });
  pass();
  events.push({ ...sends, time: now, type: plan.sent ?? 'ok' });
  let stale: string | undefined;
  const receive = (count: number): string => {
    const receipt = `${id}#${count}`;
    if (count > 1 || plan.batch === undefined) pass();
    const batch = plan.batch !== undefined && count === 1 ? plan.batch : receipt;
    say('receive', { queue: 'work', receipt, count, batch });
    if (stale !== undefined) say('delete', { receipt: stale });
    stale = undefined;
    return receipt;
  };
  for (const [n, failure] of failures.entries()) {
    const receipt = receive(n + 1);
    if (failure === 'give-back') {
      pass();
      say('give-back', { receipt });
      continue;
    }
    let deadline = now + visibilityMs * ms;
    if (draw(0, 3) === 0) {
      now += draw(1, visibilityMs) * ms;
      say('extend', { receipt, visibilityMs });
      deadline = now + visibilityMs * ms;
    }
    now = deadline;
    if (failure === 'stale') stale = receipt;
  }
  if (end === 'expired') {
    pass();
    say('expire', {});
    return;
  }
  if (end === 'left') return;
  const receipt = receive(failures.length + 1);
  pass();
  if (end === 'dead') {
    say('give-back', { receipt });
    say('dead-letter', { queue: 'work-dead' });
    return;
  }
  say('apply', { effect: 'work' });
  pass();
  say('delete', { receipt });
}

/** Messages of the FIFO queue `line`: groups one beside the other, each in its order. */
function playLine(events: Draft[], draw: Draw, size: number): void {
  const free = new Map<string, number>();
  for (let n = 0; n < size + 2; n++) {
    const id = n === 0 ? 'first' : n === 1 ? 'second' : `line-${n}`;
    const group = n < 2 ? 'group' : `group-${draw(0, 5)}`;
    const sentAt = (n + 1) * 30 * ms;
    const process = `producer:${id}`;
    const sends = { process, f: 'send', key: id, value: { queue: 'line', group } };
    events.push({ ...sends, time: sentAt, type: 'invoke' });
    // Some answers come so late that the next send overlaps: then either order would do.
    const answered = sentAt + (n < 2 ? 20 : draw(1, 60)) * ms;
    events.push({ ...sends, time: answered, type: 'ok' });
    let now = Math.max(answered, free.get(group) ?? 0) + draw(0, 9) * ms;
    const say = (f: string, value: Record<string, unknown>): void => {
      events.push({ time: now, process: `worker:${id}`, type: 'ok', f, key: id, value });
    };
    const tries = n < 2 ? 1 : draw(1, 2);
    for (let count = 1; count <= tries; count++) {
      const receipt = `${id}#${count}`;
      say('receive', { queue: 'line', receipt, count, batch: receipt });
      now += draw(1, 20) * ms;
      if (count === tries) say('apply', { effect: 'line' });
      say(count === tries ? 'delete' : 'give-back', { receipt });
    }
    free.set(group, now);
  }
}
