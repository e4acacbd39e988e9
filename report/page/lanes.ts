import type { Lane } from '../charts/overview.ts';
import { count, counted } from '../markup/format.ts';
import type { Headline } from '../model/headline.ts';
import type { Run } from '../model/run.ts';
import type { Span } from '../model/span.ts';
import type { FaultWindow } from '../model/windows.ts';

/** With more lanes than these nobody sees the promises below them. */
const mostFaultLanes = 6;
/** Windows whose ends are nearer to each other than this share of the run are one to the eye. */
const alike = 0.04;

/** Lanes of the overview: the load, the faults, the broken promises. Many faults at the same time share a lane. */
export function lanesOf(
  run: Pick<Run, 'client'>,
  { brokenAt }: Pick<Headline, 'brokenAt'>,
  windows: readonly FaultWindow[],
  span: Span,
): readonly Lane[] {
  const first = run.client[0];
  const lanes: Lane[] = [];
  if (first !== undefined) {
    const from = run.client.reduce((least, { at }) => Math.min(least, at), first.at);
    const to = run.client.reduce((most, { endedAt }) => Math.max(most, endedAt), first.endedAt);
    const label = `Load: ${counted(run.client.length, 'request')}`;
    lanes.push({ label, colour: '--p95', stretches: [{ from, to }], moments: [] });
  }
  const groups = windows.length > mostFaultLanes ? groupsOf(windows, span) : windows.map((window) => [window]);
  lanes.push(...groups.map((group) => faultLane(group, span)));
  if (brokenAt.length > 0) {
    const label = `Promises broken: ${count(brokenAt.length)}`;
    lanes.push({ label, colour: '--bad', stretches: [], moments: brokenAt.slice(0, 300) });
  }
  return lanes;
}

/** Windows that begin and end together; those that never fired are kept apart, because a reader looks for them. */
function groupsOf(windows: readonly FaultWindow[], span: Span): FaultWindow[][] {
  const near = (one: number, other: number) => Math.abs(one - other) <= alike * (span.to - span.from);
  const groups: [FaultWindow, ...FaultWindow[]][] = [];
  for (const window of windows) {
    const group = groups.find(
      ([first]) =>
        near(first.startedAt, window.startedAt) &&
        near(first.endedAt ?? span.to, window.endedAt ?? span.to) &&
        (first.endedAt === undefined) === (window.endedAt === undefined) &&
        (first.fact?.fired === 0) === (window.fact?.fired === 0),
    );
    if (group === undefined) groups.push([window]);
    else group.push(window);
  }
  return groups;
}

function faultLane(group: readonly FaultWindow[], span: Span): Lane {
  const name = group.length === 1 ? `Fault ${group[0]?.rule}` : counted(group.length, 'fault');
  const judged = group.every(({ fact }) => fact !== undefined);
  const fired = group.reduce((sum, { fact }) => sum + (fact?.fired ?? 0), 0);
  const ended = group.every(({ endedAt }) => endedAt !== undefined);
  const label = `${name}${judged ? `, fired ${count(fired)}×` : ''}${ended ? '' : ', never ended'}`;
  const stretches = group.map(({ startedAt, endedAt }) => ({
    from: startedAt,
    to: Math.min(endedAt ?? span.to, span.to),
  }));
  return {
    label,
    colour: '--fault',
    stretches: [
      { from: Math.min(...stretches.map(({ from }) => from)), to: Math.max(...stretches.map(({ to }) => to)) },
    ],
    moments: [],
  };
}
