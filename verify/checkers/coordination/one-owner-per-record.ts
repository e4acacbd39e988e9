import { coordinationValues } from '../../coordination-words.ts';
import { groupBy, type Operation, operationsOf } from '../../operations.ts';
import type { Violation } from '../../verdict-schema.ts';
import { type Checker, resultOf } from '../checker.ts';

type Claim = Operation<{ readonly owner: string; readonly expiresInMs: number; readonly token?: number | undefined }>;
type End = Operation<{ readonly owner: string; readonly token?: number | undefined }>;

/**
 * One owner at a time works under an idempotency key: the next claims it only after it was given up or has expired. Who
 * takes over an expired record does so under a greater token, and the owner who lost it stores no result any more. A
 * completed record is never claimed again while it lasts.
 */
export const oneOwnerPerRecord: Checker = {
  name: 'one-owner-per-record',
  claim: 'An idempotency record has one owner in progress at a time, and who lost it completes nothing.',
  complexity: 'O(n log n)',
  source: 'Powertools for AWS Lambda: idempotency, in-progress expiry; aws-semantics: idempotency records',
  definite: true,
  check(history) {
    const claims = operationsOf(history, 'claim', coordinationValues.claim).filter(happened);
    const completions = groupBy(
      operationsOf(history, 'complete', coordinationValues.complete).filter(happened),
      byRecord,
    );
    const abandons = groupBy(operationsOf(history, 'abandon', coordinationValues.abandon), byRecord);
    const records = groupBy(claims, byRecord);
    const violations: Violation[] = [];
    const counts = { records: records.size, claims: claims.length, takeOvers: 0 };
    for (const [id, owners] of records) {
      const completed = completions.get(id) ?? [];
      const ended = groupBy([...completed, ...(abandons.get(id) ?? [])], ({ value }) => value.owner);
      const done = completed[0];
      for (const [n, owner] of owners.entries()) {
        const next = owners[n + 1];
        if (done !== undefined && owner.start > done.end) {
          const what = `claimed by ${owner.value.owner} after it was completed`;
          violations.push({ id, what, events: [...done.events, ...owner.events] });
        }
        if (next === undefined) continue;
        const end = ended.get(owner.value.owner)?.[0];
        // The earliest that the first may have given it up, against the latest that the next may have claimed it.
        const free = Math.min(end?.start ?? Number.POSITIVE_INFINITY, owner.start + owner.value.expiresInMs * 1e6);
        const pair = [...owner.events, ...next.events];
        if (next.end < free) {
          const what = `claimed by ${next.value.owner} while ${owner.value.owner} was in progress`;
          violations.push({ id, what, events: pair });
        } else if (end === undefined || end.start > next.end) {
          counts.takeOvers += 1;
          violations.push(...unfenced(id, owner, next, completed));
        }
      }
    }
    return resultOf(violations, counts);
  },
};

function* unfenced(id: string, lost: Claim, next: Claim, completed: readonly End[]): Generator<Violation> {
  const [before, after] = [lost.value.token, next.value.token];
  if (before === undefined || after === undefined || after <= before) {
    const what = `taken over under token ${after ?? 'none'} from token ${before ?? 'none'}, expected a greater one`;
    yield { id, what, events: [...lost.events, ...next.events] };
  }
  for (const late of completed) {
    if (late.value.owner !== lost.value.owner || late.start <= next.end) continue;
    const what = `completed by ${lost.value.owner}, which had lost it to ${next.value.owner}`;
    yield { id, what, events: [...next.events, ...late.events] };
  }
}

const byRecord = ({ key }: { readonly key: string }): string => key;
const happened = ({ outcome }: { readonly outcome: string }): boolean => outcome === 'ok';
