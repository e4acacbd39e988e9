import type { HistoryEvent } from '../../../history/event.ts';

/** Whom a checker must accuse; `unknown`: it cannot judge, as long as it accuses nobody. */
export interface Expected {
  readonly accused: readonly string[];
  readonly unknown?: boolean;
}

interface Said {
  readonly queue?: string;
  readonly group?: string;
  readonly poison?: boolean;
  readonly receipt?: string;
  readonly batch?: string;
  readonly count?: number;
  readonly visibilityMs?: number;
  readonly maxReceiveCount?: number;
  readonly maxAgeMs?: number;
  readonly partialResponses?: boolean;
  readonly poisonDelayMs?: number;
  readonly effect?: string;
  readonly planted?: boolean;
  readonly visible?: number;
  readonly inFlight?: number;
  readonly delayed?: number;
}

/** Options of checkers. */
type Bounds = Pick<Said, 'maxReceiveCount' | 'maxAgeMs'>;

const ms = 1e6;
const said = (event: HistoryEvent | undefined): Said => (event?.value ?? {}) as Said;

/** One small history, asked again for everything: nothing is kept, nothing is clever. */
class Told {
  readonly events: readonly HistoryEvent[];
  /** What a checker was told to hold of every queue. */
  readonly bounds: Bounds;
  constructor(events: readonly HistoryEvent[], bounds: Bounds = {}) {
    this.events = events;
    this.bounds = bounds;
  }
  of(f: string, key?: unknown): HistoryEvent[] {
    return this.events.filter((event) => event.f === f && (key === undefined || event.key === key));
  }
  ids(): string[] {
    const names = ['send', 'receive', 'apply', 'expire', 'dead-letter'];
    return [...new Set(this.events.filter(({ f }) => names.includes(f)).map(({ key }) => String(key)))];
  }
  invoked(id: string): HistoryEvent[] {
    return this.of('send', id).filter(({ type }) => type === 'invoke');
  }
  answer({ process }: HistoryEvent): HistoryEvent | undefined {
    return this.of('send').find((event) => event.process === process && event.type !== 'invoke');
  }
  accepted(id: string): HistoryEvent | undefined {
    return this.of('send', id).find(({ type }) => type === 'ok');
  }
  neverSent(id: string): boolean {
    return this.invoked(id).every((send) => this.answer(send)?.type === 'fail');
  }
  queue(id: string): string | undefined {
    return said(this.invoked(id)[0] ?? this.of('receive', id)[0]).queue;
  }
  settings(id: string): Said {
    return said(this.of('queue-settings', this.queue(id) ?? 'none')[0]);
  }
  poison(id: string): boolean {
    return said(this.invoked(id)[0]).poison === true;
  }
  /** What a holder did with its receive before anybody else received the message. */
  actions(receive: HistoryEvent): HistoryEvent[] {
    const next = this.of('receive', receive.key).find(({ index }) => index > receive.index);
    return this.events.filter(
      (event) =>
        ['extend', 'give-back', 'delete'].includes(event.f) &&
        said(event).receipt === said(receive).receipt &&
        event.index < (next?.index ?? this.events.length),
    );
  }
  acknowledged(id: string): HistoryEvent | undefined {
    const deletes = this.of('receive', id).flatMap((receive) => this.actions(receive));
    return deletes.filter(({ f }) => f === 'delete').sort((a, b) => a.index - b.index)[0];
  }
  /** When the message is no longer in the hands of who received it. */
  heldUntil(receive: HistoryEvent): number {
    const { visibilityMs = 0 } = said(this.of('queue-settings', said(receive).queue)[0]);
    let until = receive.time + visibilityMs * ms;
    for (const action of this.actions(receive)) {
      if (action.f !== 'extend') return Math.min(until, action.time);
      until = action.time + (said(action).visibilityMs ?? 0) * ms;
    }
    return until;
  }
  received(id: string): number {
    const receives = this.of('receive', id);
    return Math.max(receives.length, ...receives.map((receive) => said(receive).count ?? 0));
  }
}

/** Two at a time, the earlier in the history first. */
function pairs<Item>(items: readonly Item[]): [Item, Item][] {
  return items.flatMap((first, n) => items.slice(n + 1).map((second): [Item, Item] => [first, second]));
}

function accountedFor(told: Told): Expected {
  const unexpected = told.ids().filter((id) => told.of('receive', id).length > 0 && told.neverSent(id));
  const gone = (id: string): boolean =>
    told.acknowledged(id) !== undefined || told.of('dead-letter', id).length > 0 || told.of('expire', id).length > 0;
  const missing = told.ids().filter((id) => told.accepted(id) !== undefined && !gone(id));
  const nobodyLooked = missing.some((id) => told.of('queue', told.queue(id)).length === 0);
  const lost = missing.filter((id) => {
    const there = told.of('queue', told.queue(id))[0];
    if (there === undefined) return false;
    const { visible = 0, inFlight = 0, delayed = 0 } = said(there);
    return missing.filter((other) => told.queue(other) === told.queue(id)).length > visible + inFlight + delayed;
  });
  return { accused: [...unexpected, ...lost], unknown: nobodyLooked };
}

function boundedReceives(told: Told): Expected {
  const tooOften = (id: string): boolean =>
    [told.settings(id), told.bounds].some(
      ({ maxReceiveCount }) => maxReceiveCount !== undefined && told.received(id) > maxReceiveCount,
    );
  const goesBack = (id: string): boolean => {
    const counts = told.of('receive', id).flatMap((receive) => said(receive).count ?? []);
    return pairs(counts).some(([before, after]) => after <= before);
  };
  const noReason = (id: string): boolean => {
    const receives = told.of('receive', id);
    return receives.some((receive, n) => {
      const before = receives[n - 1];
      if (before === undefined) return false;
      const acknowledged = told.actions(before).some(({ f }) => f === 'delete');
      return acknowledged || receive.time < told.heldUntil(before);
    });
  };
  return { accused: told.ids().filter((id) => tooOften(id) || goesBack(id) || noReason(id)) };
}

function deadLetters(told: Told): Expected {
  const accused = told.ids().filter((id) => {
    const dead = told.of('dead-letter', id);
    const acknowledged = told.acknowledged(id) !== undefined;
    if (dead.length === 0) {
      return told.poison(id) && told.accepted(id) !== undefined && told.of('expire', id).length === 0;
    }
    if (dead.length > 1) return true;
    if (said(dead[0]).planted === true) return false;
    return acknowledged || told.received(id) < (told.settings(id).maxReceiveCount ?? 0);
  });
  return { accused };
}

function oneHolder(told: Told): Expected {
  const accused = told.ids().filter((id) => {
    return pairs(told.of('receive', id)).some(([first, second]) => second.time < told.heldUntil(first));
  });
  return { accused };
}

function oneEffect(told: Told): Expected {
  const observed = told.of('apply').length > 0;
  const accused = told.ids().filter((id) => {
    const effects = told.of('apply', id);
    const twice = pairs(effects).some(([first, second]) => said(first).effect === said(second).effect);
    const done = told.acknowledged(id);
    return twice || (done !== undefined && (effects.length === 0 || effects.some(({ time }) => time > done.time)));
  });
  return { accused: observed ? accused : [], unknown: !observed && told.of('receive').length > 0 };
}

function fifo(told: Told): Expected {
  const groupOf = (id: string): string | undefined => said(told.invoked(id)[0]).group;
  const sameGroup = (a: string, b: string): boolean =>
    a !== b && groupOf(a) !== undefined && groupOf(a) === groupOf(b) && told.queue(a) === told.queue(b);
  const overtaken = (id: string): boolean => {
    const done = told.acknowledged(id);
    const sent = told.accepted(id);
    if (done === undefined || sent === undefined) return false;
    return told.ids().some((other) => {
      const first = told.acknowledged(other);
      const sentLater = (told.invoked(other)[0]?.time ?? 0) > sent.time;
      return sameGroup(id, other) && sentLater && first !== undefined && first.time < done.time;
    });
  };
  const together = pairs(told.of('receive')).filter(([first, second]) => {
    const { batch } = said(first);
    const sameCall = batch !== undefined && batch === said(second).batch;
    return sameGroup(String(first.key), String(second.key)) && !sameCall && second.time < told.heldUntil(first);
  });
  return { accused: [...told.ids().filter(overtaken), ...together.map(([, second]) => String(second.key))] };
}

function age(told: Told): Expected {
  const now = told.events.at(-1)?.time ?? 0;
  const promise = (id: string) => told.settings(id).maxAgeMs ?? told.bounds.maxAgeMs;
  const judged = told.ids().filter((id) => {
    const promised = promise(id) !== undefined && !told.poison(id);
    return promised && told.accepted(id) !== undefined && told.of('dead-letter', id).length === 0;
  });
  const accused = judged.filter((id) => {
    const over = told.acknowledged(id) ?? told.of('expire', id).at(-1);
    return (over?.time ?? now) - (told.accepted(id)?.time ?? 0) > (promise(id) ?? 0) * ms;
  });
  return { accused, unknown: judged.length === 0 && told.ids().length > 0 };
}

function isolated(told: Told): Expected {
  const isBatch = (one: HistoryEvent, other: HistoryEvent): boolean =>
    said(one).batch !== undefined && said(one).batch === said(other).batch;
  const poison = told.of('receive').filter(({ key }) => told.poison(String(key)));
  const group = (id: unknown): string | undefined => said(told.invoked(String(id))[0]).group;
  const accused = told.ids().filter((id) => {
    if (told.poison(id)) return false;
    const { partialResponses = false, poisonDelayMs = Number.POSITIVE_INFINITY } = told.settings(id);
    const again = told.of('receive', id).slice(0, -1);
    if (partialResponses && again.some((receive) => poison.some((other) => isBatch(receive, other)))) return true;
    const [sent, done] = [told.accepted(id), told.acknowledged(id)];
    if (sent === undefined || done === undefined || done.time - sent.time <= poisonDelayMs * ms) return false;
    return poison.some((receive) => {
      const isApart = group(id) === undefined || group(receive.key) !== group(id);
      const isBeside = receive.time < done.time && told.heldUntil(receive) > sent.time;
      return told.queue(String(receive.key)) === told.queue(id) && isApart && isBeside;
    });
  });
  return { accused };
}

/** By the name of a checker: whom it must accuse, by its definition, event by event. Of small histories only. */
export const messageOracles: Readonly<Record<string, (events: readonly HistoryEvent[], bounds?: Bounds) => Expected>> =
  {
    'messages-accounted-for': (events) => accountedFor(new Told(events)),
    'bounded-receives': (events, bounds) => boundedReceives(new Told(events, bounds)),
    'dead-letters-explained': (events) => deadLetters(new Told(events)),
    'one-holder': (events) => oneHolder(new Told(events)),
    'one-effect-per-message': (events) => oneEffect(new Told(events)),
    'fifo-order': (events) => fifo(new Told(events)),
    'bounded-age': (events, bounds) => age(new Told(events, bounds)),
    'poison-isolation': (events) => isolated(new Told(events)),
  };
