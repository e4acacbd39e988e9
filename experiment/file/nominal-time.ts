import { durationText } from '../../kernel/duration.ts';
import { arrivals } from '../../loadtest/arrivals.ts';
import type { Fault, Load } from './actions.ts';
import { type Moment, momentText, type Until, untilText } from './moment.ts';

/** When a moment comes if a system takes all that is asked of it, in milliseconds from the first request. */
export type NominalTime = (moment: Moment) => number;

/** When a fault acts if a system takes all that is asked of it. Milliseconds. */
export interface NominalWindow {
  readonly start: number;
  readonly duration: number;
}

/** So many operations come evenly in this time. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly operations: number;
}

/** The time by which a plan is drawn and other tools go: that of loads at the rates that their file asks for. */
export function nominalTime(loads: readonly Load[]): NominalTime {
  const stretches = loads.flatMap(stretchesOf);
  const all = loads.reduce((sum, { operations }) => sum + operations, 0);
  const sentBy = (ms: number) =>
    stretches.reduce((sum, { from, to, operations }) => sum + operations * within01((ms - from) / (to - from)), 0);
  const end = Math.max(0, ...stretches.map(({ to }) => to));
  return (moment) => {
    if (typeof moment === 'number') return moment;
    const wanted = (all * moment.percent) / 100;
    let [early, late] = [0, end];
    while (late - early > 0.1) {
      const middle = (early + late) / 2;
      if (sentBy(middle) < wanted) early = middle;
      else late = middle;
    }
    return Math.round(late);
  };
}

/** When a fault acts by that time, and at the longest where its file tells how often it must fire. */
export function nominalWindow(fault: Pick<Fault, 'start' | 'until' | 'duration'>, at: NominalTime): NominalWindow {
  const start = at(fault.start);
  const ends = isShare(fault.until) ? Math.max(0, at(fault.until) - start) : fault.duration;
  return { start, duration: Math.min(fault.duration, ends) };
}

/** What somebody who knows only time does otherwise than a fault says, one sentence each. */
export function toldByWork({ id, ...fault }: Fault & { readonly id: string }, at: NominalTime): string[] {
  const { start, duration } = nominalWindow(fault, at);
  return [
    ...(typeof fault.start === 'number'
      ? []
      : [`fault "${id}": starts after ${durationText(start)} instead of at ${momentText(fault.start)}`]),
    ...(fault.until === undefined
      ? []
      : [`fault "${id}": lasts ${durationText(duration)} instead of until ${untilText(fault.until)}`]),
  ];
}

function stretchesOf({ operations, rate, 'ramp-to': rampTo = rate, start }: Load): Stretch[] {
  let from = start;
  return arrivals(operations, rate, rampTo).map(({ duration, arrivalCount }) => {
    const to = from + duration * 1_000;
    const stretch = { from, to, operations: arrivalCount };
    from = to;
    return stretch;
  });
}

function isShare(until: Until | undefined): until is Extract<Until, { percent: number }> {
  return until !== undefined && 'percent' in until;
}

function within01(value: number): number {
  return Math.min(1, Math.max(0, value));
}
