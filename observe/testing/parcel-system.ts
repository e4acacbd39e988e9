import * as z from 'zod';
import type { Snapshot } from '../../run/snapshot.ts';
import { type Happening, say } from '../../system/happening.ts';
import type { Translation } from '../../system/judging.ts';
import { liveness } from '../../verify/checkers/saga/liveness.ts';
import { messageConservation } from '../../verify/checkers/saga/message-conservation.ts';
import { oneAnswerPerKey } from '../../verify/checkers/saga/one-answer-per-key.ts';
import { type Checker, resultOf } from '../../verify/verdict/checker.ts';
import type { Judged } from '../judge/judge.ts';

const at = z.number().int();
const parcelSchema = z.object({
  id: z.string(),
  request: z.string(),
  version: z.number().int(),
  /** A second and last version of a parcel says how it ended. */
  status: z.enum(['under-way', 'delivered', 'returned']),
  createdAt: at,
  endedAt: at.optional(),
});
type Parcel = z.infer<typeof parcelSchema>;

const signatureSchema = z.object({ id: z.string(), parcel: z.string(), at });

/** An invariant of the system's own, in a word of its own: who gets a parcel signs for it once. */
const signedOnce: Checker = {
  name: 'signed-once',
  claim: 'A parcel is signed for once if it was delivered, and never if it was not.',
  complexity: 'O(n)',
  source: 'the terms of the carrier',
  definite: false,
  check(history) {
    const signed = new Map<string, number[]>();
    const delivered = new Map<string, boolean>();
    for (const { f, key, value, index } of history) {
      if (f === 'signature') signed.set(String(key), [...(signed.get(String(key)) ?? []), index]);
      if (f === 'begin') delivered.set(String(key), false);
      if (f === 'end') delivered.set(String(key), (value as { label: string }).label === 'delivered');
    }
    const violations = [...delivered].flatMap(([id, expected]) => {
      const events = signed.get(id) ?? [];
      const what = `signed for ${events.length} times, expected ${Number(expected)}`;
      return events.length === Number(expected) ? [] : [{ id, what, events }];
    });
    return resultOf(violations, { parcels: delivered.size });
  },
};

/** A carrier: each request sends a parcel, which is delivered or returned. It has two tables, `parcels` and `signatures`. */
export const parcelSystem: Judged = {
  keyField: 'parcel',
  judging: async () => ({ translate, invariants: [signedOnce, oneAnswerPerKey, messageConservation, liveness] }),
};

function translate(snapshot: Snapshot): Translation {
  const ofThisRun = ({ createdAt }: Parcel) => createdAt >= snapshot.manifest.startedAt;
  const parcels = snapshot.table('parcels', parcelSchema).filter(ofThisRun);
  const known = new Set(parcels.map(({ id }) => id));
  const signatures = snapshot.table('signatures', signatureSchema).filter(({ parcel }) => known.has(parcel));
  const versions = snapshot.versionsOf('parcels', parcelSchema);
  const told = new Set(versions.map(({ key }) => key));
  const unseen = versions.length === 0 ? [] : parcels.filter(({ id }) => !told.has(id));
  return {
    happenings: [
      ...parcels.flatMap(parcelHappenings),
      ...signatures.map(({ id, parcel, at }): Happening => {
        return { f: 'signature', type: 'ok', process: `signature:${id}`, key: parcel, at };
      }),
      ...versions.flatMap(({ key, at, item }): Happening[] => {
        if (item === undefined) return [];
        const { version, status: label } = item;
        const value = { version, label, final: label !== 'under-way', log: [], digest: JSON.stringify(item) };
        return [{ f: 'version', type: 'ok', process: `record:${key}`, key, at, value }];
      }),
    ],
    problems: unseen.map(({ id }) => `the stream says nothing of the parcel ${id}`),
  };
}

function parcelHappenings({ id: key, request, createdAt, endedAt, status }: Parcel): Happening[] {
  const process = `parcel:${key}`;
  const begin = say('begin', { request, plan: ['deliver'] }, { process, key, at: createdAt });
  if (status === 'under-way' || endedAt === undefined) return [begin];
  const outcome = status === 'delivered' ? 'committed' : 'compensated';
  return [begin, say('end', { version: 2, outcome, label: status }, { process, key, at: endedAt })];
}
