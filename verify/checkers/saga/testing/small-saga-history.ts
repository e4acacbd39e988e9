import type { HistoryEvent } from '../../../history/event.ts';
import type { SagaValue } from '../../../words/saga-words.ts';

interface Values {
  /** `saga`: what an `ok` answers. */
  readonly request: { readonly digest: string; readonly saga: string };
  readonly begin: SagaValue<'begin'>;
  readonly transition: SagaValue<'transition'>;
  readonly end: SagaValue<'end'>;
  readonly state: SagaValue<'state'>;
  readonly effect: SagaValue<'effect'>;
  readonly money: SagaValue<'money'>;
  readonly resource: SagaValue<'resource'>;
  readonly queue: SagaValue<'queue'>;
  readonly 'dead-letter': SagaValue<'dead-letter'>;
  readonly quiet: undefined;
}

/** One thing of a small history: it happened, if it did, from `start` to `end`. Times are small integers (ns). */
export interface Happening<F extends keyof Values> {
  readonly f: F;
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly outcome: 'ok' | 'fail' | 'info';
  readonly value: Values[F];
}

/** Anything that a small history may hold. */
export type Small = { readonly [F in keyof Values]: Happening<F> }[keyof Values];

/** What a checker should say of a small history: who is guilty, nobody being valid, or that nothing can be known. */
export type Oracle = (history: readonly Small[]) => readonly string[] | 'unknown';

/** What happened, or was asked for, of one kind, in the order of the history. */
export function all<F extends keyof Values>(history: readonly Small[], f: F): readonly Happening<F>[] {
  return history.filter((each): each is Small & Happening<F> => each.f === f).sort((a, b) => a.end - b.end);
}

/** The same of one saga; of effects and money only what took place. */
export function ofSaga<F extends keyof Values>(history: readonly Small[], f: F, saga: string): readonly Happening<F>[] {
  return all(history, f).filter((each) => each.outcome === 'ok' && sagaOf(each as Small) === saga);
}

/** Every saga that something happened to. */
export function sagaIds(history: readonly Small[]): readonly string[] {
  const ids = history.map((each) => (each.outcome === 'ok' ? sagaOf(each) : undefined));
  return [...new Set(ids)].filter((id) => id !== undefined);
}

function sagaOf(each: Small): string | undefined {
  if (each.f === 'effect' || each.f === 'money') return each.value.saga;
  return ['begin', 'transition', 'end', 'state'].includes(each.f) ? each.key : undefined;
}

/** The whole times at which something may have happened. */
export function timesOf({ start, end }: Pick<Small, 'start' | 'end'>): readonly number[] {
  return Array.from({ length: end - start + 1 }, (_, n) => start + n);
}

/** Every order of some things that their times allow. */
export function* orders<Item extends Pick<Small, 'start' | 'end'>>(
  items: readonly Item[],
  now = 0,
): Generator<readonly Item[]> {
  if (items.length === 0) yield [];
  for (const item of items) {
    if (item.end < now) continue;
    const others = items.filter((other) => other !== item);
    for (const rest of orders(others, Math.max(now, item.start))) yield [item, ...rest];
  }
}

/** A small history as events; requests, effects and money each by a process of their own. */
export function eventsOf(history: readonly Small[]): HistoryEvent[] {
  const drafts = history.flatMap((each, process): Omit<HistoryEvent, 'index'>[] => {
    const { f, key, start, end, outcome, value } = each;
    if (f === 'quiet') return [{ process, f, time: end, type: outcome }];
    if (f !== 'request' && f !== 'effect' && f !== 'money') {
      return [{ process, f, key, time: end, type: 'ok', value }];
    }
    return [
      { process, f, key, time: start, type: 'invoke', value },
      { process, f, key, time: end, type: outcome, value },
    ];
  });
  drafts.sort((a, b) => a.time - b.time);
  return drafts.map((draft, index) => ({ ...draft, index }));
}
