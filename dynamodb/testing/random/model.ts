import type { Action, Attributes, Condition, Key, Write } from './actions.ts';
import { holds, isRefused } from './evaluate.ts';
import { CannotUpdate, givesIndexKeyWrongType, isRefusedUpdate, updated } from './update.ts';
import { plainItem } from './values.ts';

/** What a call comes to, as far as AWS documents it. Items of an index and of a scan have no order. */
export interface Outcome {
  readonly error?: string;
  /** The codes of a cancelled transaction. */
  readonly reasons?: readonly string[];
  readonly item?: Attributes;
  readonly items?: readonly Attributes[];
  readonly scanned?: number;
  readonly hasMore?: boolean;
}

const INVALID: Outcome = { error: 'ValidationException' };
const FAILED = 'ConditionalCheckFailed';
const BAD = 'ValidationError';

const keyItem = ({ p, s }: Key): Attributes => plainItem({ p: { S: p }, s: { N: s } });
const nameOf = (key: Key) => JSON.stringify(keyItem(key));
const told = (item: Attributes | undefined): Outcome => (item === undefined ? {} : { item });

/** Whether an item is nothing that the index could hold. */
function breaksIndex({ g }: Attributes): boolean {
  return g !== undefined && !('S' in g && g.S !== '');
}

/** A brute-force DynamoDB: a map of items, which everything looks through from the first to the last. */
export class Model {
  readonly #items = new Map<string, Attributes>();
  readonly #tokens = new Map<string, string>();

  /** The same model, apart. */
  copy(): Model {
    const copy = new Model();
    for (const [name, item] of this.#items) copy.#items.set(name, item);
    for (const [token, writes] of this.#tokens) copy.#tokens.set(token, writes);
    return copy;
  }

  do(action: Action): Outcome {
    switch (action.call) {
      case 'get':
        return told(this.#items.get(nameOf(action.key)));
      case 'write':
        return this.#writeAlone(action);
      case 'transact':
        return this.#transact(action.writes, action.token);
      case 'batch':
        return this.#batch(action.writes);
      case 'transactGet':
        if (new Set(action.keys.map(nameOf)).size < action.keys.length) return INVALID;
        return { items: action.keys.map((key) => this.#items.get(nameOf(key)) ?? {}) };
      case 'query':
        return this.#query(action);
      case 'queryIndex':
        return this.#filtered(action.filter, (item) => JSON.stringify(item.g) === JSON.stringify({ S: action.g }));
      case 'scan':
        return this.#filtered(action.filter, () => true);
    }
  }

  /** What a write does: why it does not, or the item afterwards. */
  #planned(write: Write): { readonly reason: string } | { readonly after: Attributes | undefined } {
    const before = this.#items.get(nameOf(write.key));
    if (write.condition !== undefined && !holds(write.condition, before ?? {})) return { reason: FAILED };
    if (write.write === 'ConditionCheck') return { after: before };
    if (write.write === 'Put') return { after: plainItem({ ...write.item, ...keyItem(write.key) }) };
    if (write.write !== 'Update') return { after: undefined };
    try {
      const after = updated(before, keyItem(write.key), write.changes);
      return after !== undefined && breaksIndex(after) ? { reason: BAD } : { after };
    } catch (error) {
      if (error instanceof CannotUpdate) return { reason: BAD };
      throw error;
    }
  }

  #set(key: Key, after: Attributes | undefined): void {
    if (after === undefined) this.#items.delete(nameOf(key));
    else this.#items.set(nameOf(key), after);
  }

  #writeAlone({ write, returns, tellsItem }: Action & { call: 'write' }): Outcome {
    if (isRefusedWrite(write) || breaksTable(write)) return INVALID;
    const before = this.#items.get(nameOf(write.key));
    const planned = this.#planned(write);
    if ('reason' in planned) {
      if (planned.reason === BAD) return INVALID;
      return { error: 'ConditionalCheckFailedException', ...(tellsItem && told(before)) };
    }
    this.#set(write.key, planned.after);
    if (returns === 'NONE') return {};
    return told(returns === 'ALL_OLD' ? before : planned.after);
  }

  #transact(writes: readonly Write[], token: string | undefined): Outcome {
    if (writes.some(isRefusedWrite)) return INVALID;
    const same = JSON.stringify(writes);
    const first = token === undefined ? undefined : this.#tokens.get(token);
    if (first !== undefined) return first === same ? {} : { error: 'IdempotentParameterMismatchException' };
    const cancelled = (reasons: readonly string[]) => ({ error: 'TransactionCanceledException', reasons });
    const breaking = writes.findIndex(breaksTable);
    if (breaking >= 0) return cancelled(writes.map((_, index) => (index === breaking ? BAD : 'None')));
    if (new Set(writes.map(({ key }) => nameOf(key))).size < writes.length) return INVALID;
    const planned = writes.map((write) => this.#planned(write));
    const reasons = planned.map((plan) => ('reason' in plan ? plan.reason : 'None'));
    if (reasons.some((reason) => reason !== 'None')) return cancelled(reasons);
    for (const [index, plan] of planned.entries())
      if ('after' in plan) this.#set((writes[index] as Write).key, plan.after);
    if (token !== undefined) this.#tokens.set(token, same);
    return {};
  }

  #batch(writes: readonly Write[]): Outcome {
    if (writes.some(breaksTable) || new Set(writes.map(({ key }) => nameOf(key))).size < writes.length) return INVALID;
    for (const write of writes) {
      const planned = this.#planned(write);
      if ('after' in planned) this.#set(write.key, planned.after);
    }
    return {};
  }

  #query({ p, range, filter, limit, backwards }: Action & { call: 'query' }): Outcome {
    if (range?.is === 'BETWEEN' && Number(range.low) > Number(range.high)) return INVALID;
    if (filter !== undefined && isRefused(filter)) return INVALID;
    const sortKey = (item: Attributes) => Number((item.s as { N: string }).N);
    const isIn = (s: number) => {
      if (range === undefined) return true;
      if (range.is === 'BETWEEN') return s >= Number(range.low) && s <= Number(range.high);
      const than = Number(range.than);
      return (
        (range.is.includes('<') && s < than) ||
        (range.is.includes('>') && s > than) ||
        (range.is.includes('=') && s === than)
      );
    };
    const all = [...this.#items.values()]
      .filter((item) => (item.p as { S: string }).S === p && isIn(sortKey(item)))
      .sort((a, b) => (sortKey(a) - sortKey(b)) * (backwards ? -1 : 1));
    const page = all.slice(0, limit);
    const items = page.filter((item) => filter === undefined || holds(filter, item));
    // AWS does not look ahead: a page that is full has a key to go on with, also where nothing follows.
    return { items, scanned: page.length, hasMore: page.length === limit };
  }

  #filtered(filter: Condition | undefined, isIn: (item: Attributes) => boolean): Outcome {
    if (filter !== undefined && isRefused(filter)) return INVALID;
    const all = [...this.#items.values()].filter(isIn);
    const items = all.filter((item) => filter === undefined || holds(filter, item));
    return { items: items.sort(byText), scanned: all.length, hasMore: false };
  }
}

const text = (item: Attributes) => JSON.stringify(item);
/** Any order, for what has none. */
export const byText = (a: Attributes, b: Attributes) => (text(a) < text(b) ? -1 : 1);

/** Whether AWS refuses a write whatever the tables are. */
function isRefusedWrite(write: Write): boolean {
  if (write.condition !== undefined && isRefused(write.condition)) return true;
  return write.write === 'Update' && isRefusedUpdate(write.changes);
}

/** Whether AWS refuses a write that it has compared with the table, whatever the item is. */
function breaksTable(write: Write): boolean {
  if (write.write === 'Put') return breaksIndex(write.item);
  return write.write === 'Update' && givesIndexKeyWrongType(write.changes);
}
