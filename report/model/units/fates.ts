import type { Injection } from '../../../run/run-files.ts';
import type { HistoryEvent } from '../../../verify/history/event.ts';
import type { Digest } from '../digest.ts';
import { fieldOf, momentOf } from '../events.ts';
import type { Run } from '../run.ts';
import type { UnitLife, Units } from './units.ts';

/** What became of a unit after a fault hit it, the worst first: an injection counts under the first that applies. */
export const fates = [
  'violated',
  'dead-lettered',
  'left open',
  'compensated',
  'refused',
  'redelivered',
  'repeated by the client',
  'retried by the SDK',
  'absorbed',
  'of no unit',
] as const;
export type Fate = (typeof fates)[number];

/** What the history tells of one unit that helps to say what became of a fault. */
interface Track {
  /** Stretches in which a consumer held one of its messages that was delivered again later. */
  readonly redelivered: { readonly from: number; until: number }[];
  readonly attempts: number[];
  deadLettered: boolean;
  /** What was asked for: a final state, or the reason of a refusal. */
  expected: string | undefined;
  reason: string | undefined;
}

/**
 * Tells for each injection how the system got over it:
 * `violated`: a broken invariant names the unit; `dead-lettered`: a message of it was given up; `left open`: it has no final
 * state; `compensated`, or of a request `refused`: it was not done although nobody asked for a refusal; `redelivered`: SQS
 * delivered the message that was being handled again; `repeated by the client`: the client sent the request again; `retried
 * by the SDK`: an AWS call that failed, without any of these; `absorbed`: nothing had to be done again; `of no unit`: its key
 * stands for none.
 */
export function fatesIn({ run, units, offenders }: Pick<Digest, 'run' | 'units' | 'offenders'>) {
  const { lives, ofKey, areSagas } = units;
  const tracks = tracksOf(run, ofKey);
  return ({ key, at, fault }: Injection): Fate => {
    const id = ofKey.get(key ?? '');
    if (key == null || id === undefined) return 'of no unit';
    const life = lives.get(id);
    const track = tracks.get(id);
    if (offenders.has(id) || offenders.has(key)) return 'violated';
    if (track?.deadLettered) return 'dead-lettered';
    if (life?.committed === undefined) return 'left open';
    if (!life.committed && !isAsAsked(life, track)) return areSagas ? 'compensated' : 'refused';
    if (track?.redelivered.some(({ from, until }) => from <= at + tolerance && at <= until)) return 'redelivered';
    const isRequest = !areSagas || key !== id;
    if (isRequest && track?.attempts.some((attempt) => attempt > at)) return 'repeated by the client';
    return retriedBySdk.has(fault) ? 'retried by the SDK' : 'absorbed';
  };
}

/** Faults with which a call fails in such a way that the SDK sends it again. */
const retriedBySdk = new Set([
  ...['throttle', 'server-error', 'connection-reset', 'lost-acknowledgement', 'unreachable'],
  ...['api-error', 'api-lost-acknowledgement'],
]);

/** Functions write whole milliseconds, and queues finer ones. */
const tolerance = 1;

function isAsAsked({ label }: UnitLife, track: Track | undefined): boolean {
  const expected = track?.expected;
  return expected === undefined || expected === label || expected === track?.reason;
}

function tracksOf(run: Run, ofKey: Units['ofKey']): ReadonlyMap<string, Track> {
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
    const id = idOf(event, ofKey);
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

function idOf(event: HistoryEvent, ofKey: Units['ofKey']): string | undefined {
  if (event.f === 'request') return ofKey.get(String(event.key));
  if (event.f === 'end') return String(event.key);
  if (event.f === 'dead-letter') return ofKey.get(String(fieldOf(event, 'saga')));
  return ofKey.get(String(event.correlation?.saga));
}

function textOf(event: HistoryEvent, name: string): string | undefined {
  const value = fieldOf(event, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
