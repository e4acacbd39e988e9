import * as z from 'zod';
import { itemPages, itemQueryFields, itemQueryInWords } from './item-query.ts';
import type { ProbeKind } from './probe.ts';

const fields = {
  ...itemQueryFields,
  /** The attribute that tells when an item began, epoch milliseconds. */
  since: z.string().min(1),
};

/** How old the oldest item under one key is, in seconds; 0 where there is none. */
export const itemAge: ProbeKind<'item-age', typeof fields> = {
  type: 'item-age',
  summary: 'age of the oldest item under one key in seconds',
  fields,
  answers: 'number',
  inWords: (query) => `seconds since ${query.since} of the oldest item with ${itemQueryInWords(query)}`,
  async ask({ since, ...query }, { clients, now }) {
    const at = now();
    let oldest = at;
    for await (const { items } of itemPages(clients.dynamo, query, since)) {
      for (const item of items) oldest = Math.min(oldest, Number(item[since]?.N ?? at));
    }
    return (at - oldest) / 1_000;
  },
};
