import type { HistoryEvent, ProcessId } from './event.ts';
import { EventError, Told } from './history-error.ts';

/** The one operation that each process has under way: its invocation, until it ends. */
export class OpenOperations {
  readonly #open = new Map<ProcessId, HistoryEvent>();

  /** @throws EventError when its process has another one under way */
  begin(event: HistoryEvent): void {
    const open = this.#open.get(event.process);
    if (open !== undefined) throw stillOpen(event, open);
    this.#open.set(event.process, event);
  }

  /** The invocation of what ends now; undefined when there was none. @throws EventError when it was of something else */
  end(event: HistoryEvent): HistoryEvent | undefined {
    const asked = this.#open.get(event.process);
    if (asked === undefined) return undefined;
    if (asked.f !== event.f) throw endsAnother(event, asked);
    this.#open.delete(event.process);
    return asked;
  }

  /** What never ended, in the order in which it began. */
  rest(): HistoryEvent[] {
    return [...this.#open.values()].sort((a, b) => a.index - b.index);
  }
}

/** A process does one thing at a time. */
export function stillOpen(event: HistoryEvent, { f, index }: Pick<HistoryEvent, 'f' | 'index'>): EventError {
  const expected = `the end of its ${f} (event ${index}) before it: a process does one thing at a time`;
  return new EventError(event, { field: 'process', expected, got: new Told(`an invoke of ${told(event)}`) });
}

/** What ends must have begun. */
export function neverBegan(event: HistoryEvent): EventError {
  const got = new Told(`an ${event.type} of ${told(event)}`);
  return new EventError(event, { field: 'process', expected: 'an invoke of that process before it', got });
}

/** What ends must be what began. */
export function endsAnother(event: HistoryEvent, { f, index }: Pick<HistoryEvent, 'f' | 'index'>): EventError {
  return new EventError(event, { field: 'f', expected: `${f}, which it invoked (event ${index})`, got: event.f });
}

function told({ process }: HistoryEvent): string {
  return `process ${process}`;
}
