import { isDeepStrictEqual } from 'node:util';
import { durationText } from '../../duration.ts';
import type { Check } from './check.ts';

/** Two rules for one thing at one time hit more than either says. */
export const overlaps: Check = ({ method }) => {
  const faults = method.flatMap(({ name, provider }, index) =>
    provider.type === 'fault' ? [{ name, index, ...provider, end: provider.start + provider.duration }] : [],
  );
  return faults.flatMap((fault, at) => {
    const other = faults
      .slice(0, at)
      .find(
        (one) =>
          one.fault === fault.fault &&
          one.keys === fault.keys &&
          isDeepStrictEqual(one.target, fault.target) &&
          one.start < fault.end &&
          fault.start < one.end,
      );
    if (other === undefined) return [];
    const window = `${durationText(other.start)} to ${durationText(other.end)}`;
    const says = `overlaps with "${other.name}": the same fault at the same target from ${window}; make one of both, or part their times or keys`;
    return [{ path: ['method', fault.index, 'provider'], says }];
  });
};
