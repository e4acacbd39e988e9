import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertEverySide } from '../testing/every-side.ts';
import { recoveriesOf } from './recovery.ts';
import { faultWindows, firstSign, loads, returnsAfter, second } from './testing/recovery-oracle.ts';

describe('recoveriesOf, beside a look at every second', () => {
  it('finds the first sign of each fault, and when steady state returns', () => {
    const least = { shown: 100, hidden: 100, 'at once': 100, later: 100, 'between signs': 100, never: 50 };
    assertEverySide(fc.tuple(loads, faultWindows), least, 1500, ([drawn, faults], see) => {
      const backlog = drawn.backlog.toSorted((a, b) => a.time - b.time);
      const found = recoveriesOf(
        faults.map((window) => ({ windows: [window] })),
        { ...drawn, backlog },
      );
      const signs = [
        ...drawn.durations.filter(({ start, end }) => end - start > second).map(({ start }) => start),
        ...[...drawn.answers.filter(({ bad }) => bad), ...backlog].map(({ time }) => time),
      ];
      for (const [n, window] of faults.entries()) {
        const after = returnsAfter(drawn, window.end);
        const sign = firstSign(drawn, window);
        const detected = sign === null ? null : sign - window.start;
        const repair = sign === null || after === null ? null : Math.max(0, window.end + after - sign);
        const recovery = found[n];
        if (recovery !== undefined && 'notMeasured' in recovery) {
          expect([recovery.notMeasured, after]).toEqual(['nothing was observed after its end', null]);
          continue;
        }
        expect(recovery).toEqual({ detected, after, repair });
        see(sign === null ? 'hidden' : 'shown');
        see(after === null ? 'never' : after === 0 ? 'at once' : 'later');
        if (after !== null && after > 0 && !signs.includes(window.end + after)) see('between signs');
      }
    });
  });
});
