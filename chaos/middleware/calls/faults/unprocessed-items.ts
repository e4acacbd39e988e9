import { throttlingErrorOf } from '../../../faults/calls/throttling-errors.ts';
import { unprocessedItems } from '../../../faults/calls/unprocessed-items.ts';
import { refusal } from '../../injected-response.ts';
import { buffered, withJson } from '../answer-body.ts';
import { tableName } from '../call.ts';
import { type CallTry, entryTries, strikeOf } from '../call-try.ts';
import type { CallInjector } from '../injector.ts';
import { jsonOf, signedAgain } from '../signed-again.ts';

/** How each batch operation lists what it did not do. */
const unprocessed: Readonly<Record<string, string>> = {
  BatchWriteItem: 'UnprocessedItems',
  BatchGetItem: 'UnprocessedKeys',
};

/** Items of a batch by table: writes are a list, reads a list of `Keys` beside options that stay. */
type Items = unknown[] | { readonly Keys: unknown[] };
type RequestItems = Readonly<Record<string, Items>>;

export const unprocessedItemsInjector: CallInjector = {
  fault: unprocessedItems.name,
  async inject(attempt, send) {
    const { request, context, call, client } = attempt;
    const member = call.service === 'dynamodb' ? unprocessed[call.operation] : undefined;
    const body = member === undefined ? undefined : jsonOf(request);
    if (member === undefined || body === undefined) return send(request);
    const { sent, refused } = split(body.RequestItems as RequestItems, attempt);
    if (Object.keys(refused).length === 0) return send(request);
    const error = throttlingErrorOf('dynamodb', undefined);
    if (Object.keys(sent).length === 0 && error !== undefined) {
      return refusal(client, { ...error, message: 'No item of the batch was processed, by a Faultline rule.' });
    }
    const part = await signedAgain(request, JSON.stringify({ ...body, RequestItems: sent }), context);
    const { answer, succeeded, body: answered } = await buffered(await send(part));
    if (!succeeded) return answer;
    const content = JSON.parse(new TextDecoder().decode(answered)) as Record<string, unknown>;
    return withJson(answer, { ...content, [member]: together(refused, (content[member] ?? {}) as RequestItems) });
  },
};

/** Lets each item draw for itself; an aim at a table spares those of other tables. */
function split(items: RequestItems, attempt: CallTry): { sent: RequestItems; refused: RequestItems } {
  const next = entryTries(attempt);
  const sent: Record<string, Items> = {};
  const refused: Record<string, Items> = {};
  for (const [table, given] of Object.entries(items)) {
    const rules = attempt.rules.filter(
      ({ target }) => !('table' in target) || target.table === undefined || target.table === tableName(table),
    );
    const [hit, spared] = partition(listOf(given), (item) => {
      const strike = strikeOf(unprocessedItems, { ...attempt, rules }, undefined, next(item, nameOf(item)));
      strike?.log();
      return strike !== undefined;
    });
    if (hit.length > 0) refused[table] = withList(given, hit);
    if (spared.length > 0) sent[table] = withList(given, spared);
  }
  return { sent, refused };
}

function together(refused: RequestItems, byService: RequestItems): RequestItems {
  const all: Record<string, Items> = { ...byService };
  for (const [table, items] of Object.entries(refused)) {
    const already = byService[table];
    all[table] = already === undefined ? items : withList(items, [...listOf(already), ...listOf(items)]);
  }
  return all;
}

function listOf(items: Items): unknown[] {
  return Array.isArray(items) ? items : items.Keys;
}

function withList(like: Items, list: unknown[]): Items {
  return Array.isArray(like) ? list : { ...like, Keys: list };
}

/** What an item is called where it mentions no delivery: its content, or the key that is read or deleted. */
function nameOf(item: unknown): string {
  return JSON.stringify(item);
}

function partition<Item>(items: readonly Item[], hits: (item: Item) => boolean): [Item[], Item[]] {
  const hit: Item[] = [];
  const spared: Item[] = [];
  for (const item of items) (hits(item) ? hit : spared).push(item);
  return [hit, spared];
}
