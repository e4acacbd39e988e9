import type { HistoryEvent } from '../../history/event.ts';
import { linearizability } from '../../linearizability/linearizability.ts';
import { casRegisterOf } from '../../linearizability/models/cas-register.ts';
import type { Linearization } from '../../verdict/linearization.ts';
import type { RecordValue } from '../../words/record-words.ts';

const model = casRegisterOf(null);

/** One write of a record: from when its writer began, if that is known, until it was written. */
export interface Write {
  readonly value: RecordValue<'version'>;
  readonly began: HistoryEvent | undefined;
  readonly written: HistoryEvent;
}

/**
 * The writes of one record as what they should be: compare-and-set of its version, each from the one before. Where versions do
 * not advance no order of them is possible, and the picture shows up to where one is. None where only the contents are wrong.
 */
export function pictureOfWrites(id: string, writes: readonly Write[]): Linearization | undefined {
  const calls = writes.flatMap(({ value: { version }, began, written }, n): HistoryEvent[] => {
    const call = { process: `write ${n + 1}`, f: 'cas', key: id, value: [version === 1 ? null : version - 1, version] };
    const at = ({ index, time }: HistoryEvent) => ({ ...call, index, time });
    return [
      { ...at(began ?? written), type: 'invoke' },
      { ...at(written), type: 'ok', value: undefined },
    ];
  });
  calls.sort((a, b) => a.index - b.index);
  return linearizability.check(calls, { model }).linearizations?.[0];
}
