import { itemPages, itemQueryFields, itemQueryInWords } from './item-query.ts';
import type { ProbeKind } from './probe.ts';

/** How many items a table or an index holds under one key. An index comes a little after its table. */
export const itemCount: ProbeKind<'item-count', typeof itemQueryFields> = {
  type: 'item-count',
  summary: 'items under one key of a table or of an index',
  fields: itemQueryFields,
  answers: 'number',
  inWords: (query) => `items with ${itemQueryInWords(query)}`,
  async ask(query, { clients }) {
    let items = 0;
    for await (const { count } of itemPages(clients.dynamo, query)) items += count;
    return items;
  },
};
