import type { Injection } from '../../run/run-files.ts';
import type { HistoryEvent } from '../../verify/history/event.ts';
import { fieldOf, momentOf, type SagaLife } from './orders.ts';
import type { Run } from './run.ts';

/** What became of an order after a fault hit it, the worst first: an injection counts under the first that applies. */
export const fates = [
  'violated',
  'dead-lettered',
  'left open',
  'compensated',
  'redelivered',
  'repeated by the client',
  'retried by the SDK',
  'absorbed',
  'no order',
] as const;
export type Fate = (typeof fates)[number];

/** What the history tells of one order that helps to say what became of a fault. */
interface Track {
  /** Stretches in which a consumer held one of its messages that was delivered again later. */
  readonly redelivered: { readonly from: number; until: number }[];
  readonly attempts: number[];
  deadLettered: boolean;
  /** What the customer's order asked for: a final state, or the reason of a refusal. */
  expected: string | undefined;
  reason: string | undefined;
}

/**
 * Tells for each injection how the system got over it:
 * `violated`: a broken invariant names the order; `dead-lettered`: a message of it was given up; `left open`: it has no final
 * state; `compensated`: it was undone although its customer asked for no refusal; `redelivered`: SQS delivered the message
 * that was being handled again; `repeated by the client`: the customer sent the request again; `retried by the SDK`: an AWS
 * call that failed, without any of these; `absorbed`: nothing had to be done again; `no order`: its key is none.
 * @param orderOf the order of a key, of `ordersOf`
 */
export function fatesOf(
  run: Run,
  orderOf: ReadonlyMap<string, string>,
  sagas: ReadonlyMap<string, SagaLife>,
  offenders: ReadonlySet<string>,
) {
  const tracks = tracksOf(run, orderOf);
  return (injection: Injection): Fate => {
    const id = orderOf.get(injection.key ?? '');
    if (id === undefined) return 'no order';
    const saga = sagas.get(id);
    const track = tracks.get(id);
    if (offenders.has(id) || offenders.has(injection.key ?? '')) return 'violated';
    if (track?.deadLettered) return 'dead-lettered';
    if (saga?.committed === undefined) return 'left open';
    if (!saga.committed && !isAsAsked(saga, track)) return 'compensated';
    const { at, fault } = injection;
    if (track?.redelivered.some(({ from, until }) => from <= at + tolerance && at <= until)) return 'redelivered';
    const isRequest = injection.key !== id;
    if (isRequest && track?.attempts.some((attempt) => attempt > at)) return 'repeated by the client';
    return retriedBySdk.has(fault) ? 'retried by the SDK' : 'absorbed';
  };
}

/** Faults with which a call fails in such a way that the SDK sends it again. */
const retriedBySdk = new Set([
  ...['throttle', 'server-error', 'connection-reset', 'lost-acknowledgement', 'unreachable'],
  ...['api-error', 'api-lost-acknowledgement'],
]);

/** The orders that keys stand for: their own ids, and the idempotency keys of the requests that were answered with one. */
export function ordersOf(run: Run, sagas: ReadonlyMap<string, SagaLife>): ReadonlyMap<string, string> {
  const orders = new Map<string, string>([...sagas.keys()].map((id) => [id, id]));
  for (const event of run.history) {
    const saga = event.f === 'request' && event.type === 'ok' ? fieldOf(event, 'saga') : undefined;
    if (saga !== undefined) orders.set(String(event.key), String(saga));
  }
  return orders;
}

/** Functions write whole milliseconds, and queues finer ones. */
const tolerance = 1;

function isAsAsked({ label }: SagaLife, track: Track | undefined): boolean {
  const expected = track?.expected;
  return expected === undefined || expected === label || expected === track?.reason;
}

function tracksOf(run: Run, orderOf: ReadonlyMap<string, string>): ReadonlyMap<string, Track> {
  const tracks = new Map<string, Track>();
  const trackOf = (id: string): Track => {
    const known = tracks.get(id);
    if (known !== undefined) return known;
    const nothing = { deadLettered: false, expected: undefined, reason: undefined };
    const track: Track = { redelivered: [], attempts: [], ...nothing };
    tracks.set(id, track);
    return track;
  };
  const heldSince = new Map<string, number>();
  for (const event of run.history) {
    const id = idOf(event, orderOf);
    if (id === undefined) continue;
    const at = momentOf(run, event);
    if (event.f === 'receive') {
      const message = String(event.key);
      const before = heldSince.get(message);
      if (before !== undefined) trackOf(id).redelivered.push({ from: before, until: at });
      heldSince.set(message, at);
    } else if (event.f === 'dead-letter') trackOf(id).deadLettered = true;
    else if (event.f === 'end') trackOf(id).reason = textOf(event, 'reason');
    else if (event.f === 'request' && event.type === 'invoke') {
      const track = trackOf(id);
      track.attempts.push(at);
      track.expected ??= textOf(event, 'expected');
    }
  }
  return tracks;
}

function idOf(event: HistoryEvent, orderOf: ReadonlyMap<string, string>): string | undefined {
  if (event.f === 'request') return orderOf.get(String(event.key));
  if (event.f === 'end') return String(event.key);
  if (event.f === 'dead-letter') return orderOf.get(String(fieldOf(event, 'saga')));
  return orderOf.get(String(event.correlation?.saga));
}

function textOf(event: HistoryEvent, name: string): string | undefined {
  const value = fieldOf(event, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
