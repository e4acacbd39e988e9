import type { ActiveFault } from '../../experiment/carriers/carrier.ts';
import { table } from '../terminal/table.ts';

/** Active faults for people, with the time that is left of each; `now` is in epoch milliseconds. */
export function faultTable(faults: readonly ActiveFault[], now: number): string[] {
  if (faults.length === 0) return ['No fault is active.'];
  return table(
    ['Id', 'Fault', 'Target', 'Carried by', 'State', 'Ends in'],
    faults
      .toSorted((a, b) => a.id.localeCompare(b.id))
      .map(({ id, fault, target, carrier, startsAt = 0, expiresAt, ending }) => [
        id,
        fault,
        target,
        carrier,
        ending === true ? 'ending' : now < startsAt ? `starts in ${seconds(startsAt - now)}` : 'active',
        endOf(carrier, expiresAt, now),
      ]),
  );
}

function endOf(carrier: ActiveFault['carrier'], expiresAt: number | undefined, now: number): string {
  if (expiresAt === undefined) return 'never by itself';
  if (now < expiresAt) return seconds(expiresAt - now);
  return carrier === 'settings' ? 'overdue; put back within a minute' : 'now';
}

function seconds(ms: number): string {
  return `${Math.ceil(ms / 1_000)} s`;
}
