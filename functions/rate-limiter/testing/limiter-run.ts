import type { HistoryEvent } from '../../../verify/history/event.ts';
import { decide, type Usage } from '../handlers/limits/decide.ts';
import type { Limit } from '../handlers/limits/limit.ts';

/** Somebody asks once, in virtual time (ms): the limiter decides at `at`. */
export interface Ask {
  readonly call: string;
  readonly bucket: string;
  readonly at: number;
  /** From the request to the decision, and from there to the answer. */
  readonly before: number;
  readonly after: number;
  /** Whether the answer is lost on its way. */
  readonly lost: boolean;
}

/** What becomes of a request, and under which name it is put on the meter. */
export interface Ruling {
  readonly admitted: boolean;
  readonly metered?: string;
}

/** A rate limiter with a memory of its own. */
export type Limiter = (limits: Limits) => (ask: Ask) => Ruling;

export type Limits = Readonly<Record<string, Limit>>;

/** The core of the real one, and a meter. */
export const honest: Limiter = (limits) => {
  const usage = new Map<string, Usage>();
  const metered = new Set<string>();
  return ({ call, bucket, at }) => {
    if (metered.has(call)) return { admitted: true };
    const decision = decide(limits[bucket] as Limit, usage.get(bucket), at);
    if (!decision.admitted) return { admitted: false };
    usage.set(bucket, decision.state);
    metered.add(call);
    return { admitted: true, metered: bucket };
  };
};

/** What users see of a limiter, and what is found on its meter. */
export function historyOf(limiter: Limiter, limits: Limits, asks: readonly Ask[]): HistoryEvent[] {
  type Draft = Omit<HistoryEvent, 'index'>;
  const told: Draft = { time: 0, process: 'operator', type: 'ok', f: 'limit' };
  const drafts = Object.entries(limits).map(([key, value]): Draft => ({ ...told, key, value }));
  const ruled = limiter(limits);
  const inTurn = asks.map((ask, index) => ({ ...ask, process: `client:${index}` })).sort((a, b) => a.at - b.at);
  for (const { process, ...ask } of inTurn) {
    const { call: key, bucket, at, before, after, lost } = ask;
    const { admitted, metered } = ruled(ask);
    const request = { f: 'request', process, key };
    const end = (at + after) * 1e6;
    drafts.push({ ...request, type: 'invoke', time: (at - before) * 1e6, value: { digest: bucket, bucket } });
    if (lost) drafts.push({ ...request, type: 'info', time: end, error: 'ECONNRESET' });
    else if (admitted) drafts.push({ ...request, type: 'ok', time: end, value: { label: 'admitted' } });
    else drafts.push({ ...request, type: 'fail', time: end, error: 'status 429: {"error":"rate-limited"}' });
    if (metered !== undefined) {
      drafts.push({ f: 'metered', process: 'meter', key, type: 'ok', time: at * 1e6, value: { bucket: metered } });
    }
  }
  return drafts.sort((a, b) => a.time - b.time).map((draft, index) => ({ ...draft, index }));
}
