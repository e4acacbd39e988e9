import type { HistoryEvent, ProcessId } from '../verify/history/event.ts';
import type { SagaValue, SagaWord } from '../verify/words/saga-words.ts';

/** An event of a history before it has its place: the time is in epoch milliseconds. */
export interface Happening extends Omit<HistoryEvent, 'index' | 'time'> {
  readonly at: number;
}

/** A happening of the vocabulary of sagas, with a value that the compiler has checked. */
export function say<F extends SagaWord & HistoryEvent['f']>(
  f: F,
  value: SagaValue<F>,
  rest: { readonly at: number; readonly process: ProcessId; readonly key: string } & Partial<Happening>,
): Happening {
  return { type: 'ok', f, ...rest, value };
}
