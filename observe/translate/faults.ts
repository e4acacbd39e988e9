import type { Injection, JournalStep } from '../../run/run-files.ts';
import type { Happening } from '../../system/happening.ts';
import { nemesis } from '../../verify/history/event.ts';

const step = 'fault:';

/** Fault windows from the runner's journal and every fault that fired from the ledger, as the nemesis' doing. */
export function faultHappenings(journal: readonly JournalStep[], injections: readonly Injection[]): Happening[] {
  const windows = journal.flatMap((entry): Happening[] => {
    if (!entry.step.startsWith(step)) return [];
    const key = entry.step.slice(step.length);
    const type = entry.status === 'started' ? 'invoke' : 'ok';
    const fault = faultOf(entry.detail?.rule);
    return [
      { f: 'fault', process: nemesis, key, at: entry.at, type, ...(fault !== undefined && { value: { fault } }) },
    ];
  });
  const fired = injections.map((injection): Happening => {
    const { at, rule, faultline: _, ...rest } = injection;
    return { f: 'injection', process: nemesis, key: rule, at, type: 'info', value: rest };
  });
  return [...windows, ...fired];
}

function faultOf(rule: unknown): string | undefined {
  if (typeof rule !== 'object' || rule === null || !('fault' in rule)) return undefined;
  return typeof rule.fault === 'string' ? rule.fault : undefined;
}
