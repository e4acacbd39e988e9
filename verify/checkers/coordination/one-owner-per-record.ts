import { groupBy, type Operation, operationsOf } from '../../readings/operations.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { coordinationValues } from '../../words/coordination-words.ts';

type Claim = Operation<{ readonly owner: string; readonly expiresInMs: number; readonly token?: number | undefined }>;
type End = Operation<{ readonly owner: string; readonly token?: number | undefined }>;

/**
 * One owner at a time works under an idempotency key: the next claims it only after it was given up or has expired. Who
 * takes over an expired record does so under a greater token, and the owner who lost it stores no result any more. A
 * completed record is never claimed again while it lasts. Each claim is compared with the one that began before it;
 * what some order and choice of true times explains is not accused.
 */
export const oneOwnerPerRecord: Checker = {
  name: 'one-owner-per-record',
  claim: 'An idempotency record has one owner in progress at a time, and who lost it completes nothing.',
  complexity: 'O(n log n)',
  source: 'Powertools for AWS Lambda: idempotency, in-progress expiry; aws-semantics: idempotency records',
  definite: 'cut',
  looksFor: { words: ['claim', 'complete', 'abandon'], counted: ['records'] },
  check(history) {
    const claims = operationsOf(history, 'claim', coordinationValues.claim).filter(({ outcome }) => outcome !== 'fail');
    const completions = operationsOf(history, 'complete', coordinationValues.complete).filter(mayHaveHappened);
    const abandons = operationsOf(history, 'abandon', coordinationValues.abandon).filter(mayHaveHappened);
    const ends = groupBy([...completions, ...abandons], ({ key, value }) => `${key}\n${value.owner}`);
    const completed = groupBy(completions.filter(happened), byRecord);
    const violations: Violation[] = [];
    const records = groupBy(claims, byRecord);
    const counts = { records: records.size, claims: 0, takeOvers: 0 };
    for (const [id, all] of records) {
      const owners = all.filter(happened);
      const done = completed.get(id) ?? [];
      const doneAt = least(done.map(({ end }) => end));
      const lostClaim = least(all.filter((claim) => !happened(claim)).map(({ start }) => start));
      counts.claims += owners.length;
      let covered = Number.NEGATIVE_INFINITY;
      for (const [n, owner] of owners.entries()) {
        const { owner: name } = owner.value;
        if (owner.start > doneAt) {
          const first = done.find(({ end }) => end === doneAt);
          const events = [...(first?.events ?? []), ...owner.events];
          violations.push({ id, what: `claimed by ${name} after it was completed`, events });
        }
        const next = owners[n + 1];
        if (next === undefined) continue;
        const free = freedAt(owner, ends.get(`${id}\n${name}`));
        const inOrder = owner.end < next.start;
        // Where they are in order it holds already.
        const otherWay = owner.end < freedAt(next, ends.get(`${id}\n${next.value.owner}`)).at;
        if (next.end < free.at && otherWay) {
          const what = `claimed by ${next.value.owner} while ${name} was in progress`;
          violations.push({ id, what, events: [...owner.events, ...next.events] });
        } else if (inOrder && next.end < free.givenUp) {
          counts.takeOvers += 1;
          const between =
            covered >= owner.start || (owners[n + 2]?.start ?? Infinity) <= next.end || lostClaim <= next.end;
          violations.push(...(between ? [] : unfenced(id, owner, next)), ...late(id, owner, next, done));
        }
        covered = Math.max(covered, owner.end);
      }
    }
    return resultOf(violations, counts);
  },
};

/** The earliest that an owner may have given a record up, and the earliest that it was free, by that or as it expired. */
function freedAt({ start, value }: Claim, ends: readonly End[] = []): { givenUp: number; at: number } {
  const possible = ends.filter(({ end }) => end >= start).map((each) => Math.max(start, each.start));
  const givenUp = least(possible);
  return { givenUp, at: Math.min(givenUp, start + value.expiresInMs * 1e6) };
}

function unfenced(id: string, lost: Claim, next: Claim): Violation[] {
  const [before, after] = [lost.value.token, next.value.token];
  // What is not there is no number, and not greater.
  if (Number(after) > Number(before)) return [];
  const what = `taken over under token ${after ?? 'none'} from token ${before ?? 'none'}, expected a greater one`;
  return [{ id, what, events: [...lost.events, ...next.events] }];
}

/** What the owner who lost the record stored after that. */
function late(id: string, lost: Claim, next: Claim, completed: readonly End[]): Violation[] {
  return completed
    .filter(({ value, start }) => value.owner === lost.value.owner && start > next.end)
    .map(({ events }) => {
      const what = `completed by ${lost.value.owner}, which had lost it to ${next.value.owner}`;
      return { id, what, events: [...next.events, ...events] };
    });
}

/** The least of numbers, however many: infinite of none. */
function least(numbers: readonly number[]): number {
  return numbers.reduce((found, number) => Math.min(found, number), Number.POSITIVE_INFINITY);
}

const byRecord = ({ key }: { readonly key: string }): string => key;
const happened = ({ outcome }: { readonly outcome: string }): boolean => outcome === 'ok';
const mayHaveHappened = ({ outcome }: { readonly outcome: string }): boolean => outcome !== 'fail';
