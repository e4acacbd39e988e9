import { describe, expect, it } from '@jest/globals';
import type { HistoryEvent } from '../../history/event.ts';
import { noResidue } from './no-residue.ts';

const looked = (...left: string[]) => ({ type: 'ok' as const, value: { left } });
const failed = (error?: string) => ({ type: 'info' as const, ...(error && { error }) });

const check = (...looks: (ReturnType<typeof looked> | ReturnType<typeof failed>)[]) =>
  noResidue.check(
    looks.map((look, index): HistoryEvent => ({ ...look, index, time: index, process: 'runner', f: 'residue' })),
  );

describe('what faults leave behind', () => {
  it('is accused by name, whatever a look that failed did not see', () => {
    const { valid, counterexample } = check(failed('timed out'), looked('rule of a', 'policy of b'));
    expect([valid, counterexample?.violations.map(({ id, events }) => [id, events])]).toEqual([
      false,
      [
        ['rule of a', [1]],
        ['policy of b', [1]],
      ],
    ]);
  });

  it('is nothing where one look found nothing', () => {
    expect(check(looked(), failed('timed out'))).toEqual({ valid: true, counts: { looks: 2 } });
  });

  it.each([
    [[failed('timed out'), failed('refused')], 'timed out'],
    [[failed()], 'the run did not come to that'],
    [[], 'the run did not come to that'],
  ])('is unknown where nobody looked: %j', (looks, why) => {
    expect(check(...looks)).toEqual({
      valid: 'unknown',
      counts: { looks: looks.length },
      error: `nobody looked for what faults left behind: ${why}`,
    });
  });
});
