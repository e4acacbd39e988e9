import { type HistoryEvent, nemesis } from '../history/event.ts';
import { models } from './models/models.ts';

/** The models that come with the judge and know all operations of a history: what breaks things is none. O(n). */
export function modelsThatKnow(history: Iterable<HistoryEvent>): readonly string[] {
  const words = new Set<string>();
  for (const { type, process, f } of history) if (type === 'invoke' && process !== nemesis) words.add(f);
  const knowing = [...models.values()].filter(({ operations }) =>
    [...words].every((f) => Object.hasOwn(operations, f)),
  );
  return knowing.map(({ name }) => name);
}
