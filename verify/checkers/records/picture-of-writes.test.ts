import { describe, expect, it } from '@jest/globals';
import type { HistoryEvent } from '../../history/event.ts';
import { pictureOfWrites, type Write } from './picture-of-writes.ts';

/** Writes by version, as they were written one after the other; `began`: before so many others were written. */
function writesOf(...versions: readonly (readonly [version: number, began?: number])[]): Write[] {
  const at = (index: number): HistoryEvent => ({
    index,
    time: index,
    process: 'w',
    type: 'ok',
    f: 'version',
    key: 'o',
  });
  return versions.map(([version, began], n) => ({
    value: { version, label: 'open', final: false, log: [], digest: `${n}` },
    began: began === undefined ? undefined : at(began * 10 + 5 - n),
    written: at(n * 10 + 10),
  }));
}

describe('the picture of the writes of a record', () => {
  it('shows a zombie that began early and wrote late as the one without a place', () => {
    const picture = pictureOfWrites('o', writesOf([1], [2], [3], [4], [3, 2]));
    expect(picture).toMatchObject({ id: 'o', model: 'cas-register', valid: false, prefix: { returns: 4, of: 5 } });
    const calls = picture?.operations.map(({ process, input }) => [process, input]);
    expect(calls?.[picture?.culprit ?? -1]).toEqual(['write 5', [2, 3]]);
    expect(picture?.order.map(({ state }) => state)).toEqual(['1', '2', '3', '4']);
    expect(picture?.operations.find(({ process }) => process === 'write 5')?.invoke.index).toBeLessThan(30);
  });

  it('has no order for a record that begins in the middle', () => {
    expect(pictureOfWrites('o', writesOf([2], [3]))?.prefix).toEqual({ returns: 0, of: 2 });
  });

  it('is none where versions advance', () => {
    expect(pictureOfWrites('o', writesOf([1], [2, 0], [3]))).toBeUndefined();
  });
});
