import type { Happening } from '../../system/happening.ts';
import type { HistoryEvent, HistoryHeader } from '../../verify/history/event.ts';

/**
 * Things of the same millisecond, in the order in which one causes the other. Only by `f`: the operations of one process
 * share it, so that they keep their own order.
 */
const causes = ['fault', 'injection', 'request', 'begin', 'effect', 'money', 'transition', 'end'];

function rank(f: string): number {
  const cause = causes.indexOf(f);
  return cause < 0 ? causes.length : cause;
}

/** Put happenings in order: by time, then by cause, then as they were given. */
export function historyOf(
  happenings: readonly Happening[],
  run: string,
): { readonly header: HistoryHeader; readonly events: HistoryEvent[] } {
  const ordered = happenings.map((happening, position) => ({ happening, position, rank: rank(happening.f) }));
  ordered.sort((a, b) => a.happening.at - b.happening.at || a.rank - b.rank || a.position - b.position);
  const origin = Math.floor(ordered[0]?.happening.at ?? 0);
  const events = ordered.map(({ happening: { at, process, type, f, ...rest } }, index) => {
    return { index, time: Math.round((at - origin) * 1e6), process, type, f, ...rest };
  });
  return { header: { faultline: 'history', version: 1, origin, run }, events };
}
