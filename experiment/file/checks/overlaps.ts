import { overlap } from '../../../chaos/faults/overlap.ts';
import { durationText } from '../../../kernel/duration.ts';
import type { Check } from './check.ts';

/** Two rules for one thing at one time hit more than either says. */
export const overlaps: Check = ({ method }) => {
  const faults = method.flatMap(({ name, provider }, index) =>
    provider.type === 'fault'
      ? [{ name, index, ...provider, from: provider.start, until: provider.start + provider.duration }]
      : [],
  );
  return faults.flatMap((fault, at) => {
    const other = faults.slice(0, at).find((one) => overlap(one, fault));
    if (other === undefined) return [];
    const window = `${durationText(other.start)} to ${durationText(other.until)}`;
    const says = `overlaps with "${other.name}": the same fault at the same target from ${window}; make one of both, or part their times or keys`;
    return [{ path: ['method', fault.index, 'provider'], says }];
  });
};
