import type { Ending } from '../../experiment/carriers/end-all.ts';
import { UsageError } from '../../kernel/usage-error.ts';

/** Which faults were ended. @throws UsageError if some could not be */
export function endingLines({ ended, problems, tookMs }: Ending): string[] {
  if (problems.length > 0) {
    throw new UsageError(`not every fault could be ended:\n${problems.join('\n')}`, {
      hint: 'Try again. What cannot be reached ends by its own expiry; settings are put back within a minute of it.',
    });
  }
  if (ended.length === 0) return ['No fault was active.'];
  return [
    ...ended.map(({ id, fault, target }) => `${id}: ${fault} at ${target}`),
    `${ended.length === 1 ? '1 fault' : `${ended.length} faults`} ended in ${tookMs} ms.`,
  ];
}
