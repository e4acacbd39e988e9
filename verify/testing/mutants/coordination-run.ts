import type { EventType } from '../../history/event.ts';
import type { Draw } from './draw.ts';
import type { Drafts } from './saga-run.ts';

const ms = 1e6;

/** Says that an operation began and, a moment later, how it ended; answers that later time. */
type Operate = (
  time: number,
  f: string,
  key: string,
  process: string,
  value: Record<string, unknown>,
  outcome?: EventType,
) => number;

/**
 * A valid run of locks, stock, idempotency records, calls and an outbox. Whatever is drawn, there are at least: two
 * holders of `lock-0` one after the other, two of the one `seat-0`, a take-over of `record-0`, a call to `service-0`
 * whose breaker opened and closed, and the published `entry-0`.
 */
export function coordinationRun(draw: Draw, size: number): Drafts {
  const events: Drafts['events'] = [];
  const operate: Operate = (time, f, key, process, value, outcome = 'ok') => {
    const end = time + draw(1, 9) * ms;
    events.push({ time, process, type: 'invoke', f, key, value }, { time: end, process, type: outcome, f, key });
    return end;
  };
  const each = Math.ceil(size / 5) + 1;
  const spread = Math.ceil(Math.sqrt(each));
  for (let n = 0; n < spread; n++) {
    playLock(operate, draw, `lock-${n}`, spread + 1);
    playSeat(events, operate, draw, `seat-${n}`, spread + 1);
  }
  for (let n = 0; n < each; n++) {
    const time = n * 5 * ms;
    playRecord(operate, draw, `record-${n}`, time, n === 0);
    playCalls(operate, draw, n, time);
    playOutbox(operate, draw, `entry-${n}`, time, n === 0);
  }
  for (const [n, [from, to]] of [
    ['closed', 'open'],
    ['open', 'half-open'],
    ['half-open', 'closed'],
  ].entries()) {
    events.push({
      time: (n + 1) * ms,
      process: 'client',
      type: 'ok',
      f: 'breaker',
      key: 'service-0',
      value: { from, to },
    });
  }
  return { events };
}

/** Holders one after the other; each writes while it holds, and sometimes a stale write is refused. */
function playLock(operate: Operate, draw: Draw, key: string, holders: number): void {
  let now = draw(0, 50) * ms;
  for (let n = 0; n < holders; n++) {
    const process = `${key}/holder-${n}`;
    const value = { token: 10 + n * 2 };
    now = operate(now, 'acquire', key, process, value) + 1;
    now = operate(now, 'fenced-write', key, process, value) + 1;
    const stale = { token: 9 + n * 2 };
    if (draw(0, 2) === 0) now = operate(now, 'fenced-write', key, process, stale, 'fail') + 1;
  }
}

/** One seat, so that holders follow each other; some reservations are refused, some returns have no answer. */
function playSeat(events: Drafts['events'], operate: Operate, draw: Draw, key: string, holders: number): void {
  events.push({ time: 0, process: 'observer', type: 'ok', f: 'resource', key, value: { initial: 1, available: 1 } });
  let now = draw(0, 50) * ms;
  for (let n = 0; n < holders; n++) {
    const holder = `${key}/holder-${n}`;
    const process = holder;
    now = operate(now, 'reserve', key, process, { holder, amount: 1 }) + 1;
    if (draw(0, 2) === 0) {
      const other = `${key}/refused-${n}`;
      now = operate(now, 'reserve', key, other, { holder: other, amount: 1 }, draw(0, 1) === 0 ? 'fail' : 'info') + 1;
    }
    now = operate(now, 'unreserve', key, process, { holder }, n > 0 && draw(0, 4) === 0 ? 'info' : 'ok') + 1;
  }
}

/** An owner that completes; or gives up, or expires, and another that completes under the next token. */
function playRecord(operate: Operate, draw: Draw, key: string, start: number, expires: boolean): void {
  const expiresInMs = 50;
  const claim = (time: number, owner: string, token: number): number =>
    operate(time, 'claim', key, `${key}/${owner}`, { owner, token, expiresInMs });
  const way = expires ? 2 : draw(0, 2);
  let now = claim(start, 'one', 1) + 1;
  if (way === 1) now = operate(now, 'abandon', key, `${key}/one`, { owner: 'one' }) + 1;
  if (way === 2) now = start + expiresInMs * ms + draw(0, 9) * ms;
  const owner = way === 0 ? 'one' : 'two';
  if (way > 0) now = claim(now, owner, 2) + 1;
  operate(now, 'complete', key, `${key}/${owner}`, { owner, token: way === 0 ? 1 : 2 });
  if (way === 2 && !expires)
    operate(now + 20 * ms, 'complete', key, `${key}/one/late`, { owner: 'one', token: 1 }, 'fail');
}

/** A request, tried at most three times. */
function playCalls(operate: Operate, draw: Draw, n: number, start: number): void {
  const tries = n === 0 ? 1 : draw(1, 3);
  let now = start;
  for (let attempt = 1; attempt <= tries; attempt++) {
    const process = `client-${n}/${attempt}`;
    const outcome = attempt < tries ? (draw(0, 1) === 0 ? 'info' : 'fail') : 'ok';
    now = operate(now, 'call', `service-${n % 3}`, process, { request: `request-${n}` }, outcome);
  }
}

/** A record, committed and published; or of unknown outcome, and perhaps published. */
function playOutbox(operate: Operate, draw: Draw, key: string, start: number, certain: boolean): void {
  const outcome = certain || draw(0, 4) > 0 ? 'ok' : 'info';
  let now = operate(start, 'outbox', key, `writer:${key}`, {}, outcome);
  const times = outcome === 'info' ? draw(0, 1) : draw(1, 2);
  for (let n = 0; n < times; n++) now = operate(now, 'publish', key, `relay:${key}`, {});
}
