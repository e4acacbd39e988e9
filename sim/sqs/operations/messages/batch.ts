import { SqsError } from '../../calls/errors.ts';
import type { Parameters } from '../../calls/parameters.ts';
import { answerOf } from '../operation.ts';

const MOST = 10;
const ID = /^[\w-]{1,80}$/;

/** An entry of a batch, with the id by which its caller knows it. */
export interface Entry {
  readonly id: string;
  readonly request: Parameters;
}

/** The entries of a batch. Throws AWS's errors if there are none, too many, two with one id, or one that `check` refuses. */
export function readBatch(
  request: Parameters,
  operation: string,
  check: (entry: Parameters) => void = () => {},
): readonly Entry[] {
  const entries = request.requiredList('Entries').map((one) => ({ id: one.requiredText('Id'), request: one }));
  if (entries.length === 0)
    throw new SqsError(
      'EmptyBatchRequest',
      `There should be at least one ${operation}BatchRequestEntry in the request.`,
    );
  if (entries.length > MOST)
    throw new SqsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${MOST}. You have sent ${entries.length}.`,
    );
  const seen = new Set<string>();
  for (const { id, request: entry } of entries) {
    if (!ID.test(id))
      throw new SqsError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
    check(entry);
    if (seen.has(id)) throw new SqsError('BatchEntryIdsNotDistinct', `Id ${id} repeated.`);
    seen.add(id);
  }
  return entries;
}

/** Does each entry by itself and tells which were done: an entry that is refused is no error of the call. */
export function doEach(entries: readonly Entry[], perform: (entry: Entry) => object): object {
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.id, ...perform(entry) });
    } catch (error) {
      if (!(error instanceof SqsError)) throw error;
      Failed.push({ Id: entry.id, SenderFault: true, Code: error.queryCode, Message: error.message });
    }
  }
  const unlessEmpty = (list: readonly object[]) => (list.length === 0 ? undefined : list);
  return answerOf({ Successful: unlessEmpty(Successful), Failed: unlessEmpty(Failed) });
}
