import { overlap } from '../../../chaos/faults/overlap.ts';
import { durationText } from '../../../kernel/duration.ts';
import type { Fault } from '../actions.ts';
import { momentText, untilText } from '../moment.ts';
import type { Check } from './check.ts';

/** Two rules for one thing at one time hit more than either says. */
export const overlaps: Check = ({ method }) => {
  const faults = method.flatMap(({ name, provider }, index) =>
    provider.type === 'fault' ? [{ name, index, fault: provider }] : [],
  );
  return faults.flatMap(({ index, fault }, at) => {
    const other = faults.slice(0, at).find((one) => isSameAim(one.fault, fault) && mayMeet(one.fault, fault));
    if (other === undefined) return [];
    const says = `overlaps with "${other.name}": the same fault at the same target from ${windowOf(other.fault)}; make one of both, or part their times or keys`;
    return [{ path: ['method', index, 'provider'], says }];
  });
};

/** Whether two faults hit the same thing. */
export function isSameAim(one: Fault, other: Fault): boolean {
  const always = { from: 0, until: 1 };
  return overlap({ ...one, ...always }, { ...other, ...always });
}

/** Nobody knows which comes first of a moment in time and a share of the load: such windows may meet. */
function mayMeet(one: Fault, other: Fault): boolean {
  return [timesOf, sharesOf].every((spanOf) => {
    const [a, b] = [spanOf(one), spanOf(other)];
    return a === undefined || b === undefined || (a.from < b.until && b.from < a.until);
  });
}

function timesOf({ start, duration }: Fault) {
  return typeof start === 'number' ? { from: start, until: start + duration } : undefined;
}

function sharesOf({ start, until }: Fault) {
  const from = typeof start === 'object' ? start.percent : start === 0 ? 0 : undefined;
  if (from === undefined) return undefined;
  return { from, until: until !== undefined && 'percent' in until ? until.percent : Number.POSITIVE_INFINITY };
}

function windowOf({ start, until, duration }: Fault): string {
  const end = typeof start === 'number' ? durationText(start + duration) : `${durationText(duration)} later`;
  return `${momentText(start)} to ${until === undefined ? end : untilText(until)}`;
}
