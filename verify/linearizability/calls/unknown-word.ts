import type { HistoryEvent } from '../../history/event.ts';
import { EventError } from '../../history/history-error.ts';
import type { Model } from './model.ts';

/** An operation that a model does not know. */
export class UnknownWord extends EventError {
  constructor(event: HistoryEvent, { name, operations }: Pick<Model<unknown>, 'name' | 'operations'>) {
    const expected = `what the model ${name} knows: ${Object.keys(operations).join(', ')}`;
    super(event, { field: 'f', expected, got: event.f });
  }
}
