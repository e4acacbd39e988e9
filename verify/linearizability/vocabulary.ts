import type { HistoryEvent } from '../history/event.ts';
import { type AnyModel, models } from './models/models.ts';

/** An operation that a model does not know, and the models that come with the judge and know all of the history. */
export interface Stranger {
  readonly event: HistoryEvent;
  readonly knownBy: readonly string[];
}

/** The first operation of a history that its model does not know. What breaks things (the nemesis) is no operation. O(n). */
export function strangerTo(model: AnyModel, history: readonly HistoryEvent[]): Stranger | undefined {
  const knows = ({ operations }: AnyModel, f: string) => Object.hasOwn(operations, f);
  const first = new Map<string, HistoryEvent>();
  for (const event of history) {
    if (event.type === 'invoke' && event.process !== 'nemesis' && !first.has(event.f)) first.set(event.f, event);
  }
  const [event] = [...first.values()].filter(({ f }) => !knows(model, f));
  if (event === undefined) return undefined;
  const all = [...first.keys()];
  return {
    event,
    knownBy: [...models.values()].filter((each) => all.every((f) => knows(each, f))).map(({ name }) => name),
  };
}
