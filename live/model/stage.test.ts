import { describe, expect, it } from '@jest/globals';
import type { JournalStep } from '../../run/run-files.ts';
import { stageOf } from './stage.ts';

const step = (name: string, status: JournalStep['status'], error?: string): JournalStep => ({
  ...{ at: 5, step: name, status, ...(error !== undefined && { detail: { error } }) },
});
const begun = [step('experiment', 'started'), step('method', 'started')];

describe('the stage of a run', () => {
  it.each([
    ['before the runner begins', [], 'LocalStack starts, and the system is deployed'],
    ['before its first phase', [step('experiment', 'started')], 'The experiment begins'],
    ['in the method', begun, 'Load and faults'],
    [
      'in a phase after it',
      [...begun, step('method', 'completed'), step('quiet', 'started')],
      'Waiting until nothing moves any more',
    ],
    ['while faults are ended', [...begun, step('abort', 'started')], 'Aborting. Load and faults'],
    ['after it', [...begun, step('experiment', 'completed')], 'Collecting and judging'],
    [
      'after an abort',
      [...begun, step('experiment', 'aborted', 'a breach')],
      'The experiment was aborted (a breach). Collecting and judging',
    ],
    ['after a failure', [...begun, step('experiment', 'failed', 'no queue')], 'The experiment failed: no queue'],
    [
      'after its end by a signal',
      [...begun, step('experiment', 'interrupted')],
      'The experiment was interrupted: the journal does not say why',
    ],
  ])('%s', (_, journal, says) => {
    expect(stageOf(journal, false).says).toBe(says);
  });

  it('lets faults be asked for in the method alone, and an abort as long as the experiment lasts', () => {
    const may = (journal: JournalStep[]) => {
      const { isMethod, isUnderWay, isOver } = stageOf(journal, false);
      return { isMethod, isUnderWay, isOver };
    };
    expect(may([])).toEqual({ isMethod: false, isUnderWay: false, isOver: false });
    expect(may(begun)).toEqual({ isMethod: true, isUnderWay: true, isOver: false });
    expect(may([...begun, step('abort', 'started')])).toEqual({ isMethod: false, isUnderWay: true, isOver: false });
    expect(may([...begun, step('quiet', 'started')])).toEqual({ isMethod: false, isUnderWay: true, isOver: false });
    expect(may([...begun, step('experiment', 'completed')])).toEqual({
      isMethod: false,
      isUnderWay: false,
      isOver: false,
    });
    expect(may([...begun, step('experiment', 'failed')])).toEqual({ isMethod: false, isUnderWay: false, isOver: true });
    expect(stageOf(begun, true)).toMatchObject({ isUnderWay: false, isOver: true });
  });
});
