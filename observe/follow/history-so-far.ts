import type { ClientAttempt, Injection, JournalStep, Manifest, RecordVersion } from '../../run/run-files.ts';
import { snapshotOf } from '../../run/snapshot.ts';
import type { Happening } from '../../system/happening.ts';
import type { Judging } from '../../system/judging.ts';
import type { RecordedTable } from '../../system/system.ts';
import type { HistoryEvent } from '../../verify/history/event.ts';
import { historyOf } from '../judge/history-of.ts';
import { faultHappenings } from '../translate/faults.ts';
import { requestHappenings } from '../translate/requests.ts';

/** What is known of a run that goes on. */
export interface SoFar {
  readonly manifest: Manifest;
  readonly attempts: readonly ClientAttempt[];
  readonly journal: readonly JournalStep[];
  readonly injections: readonly Injection[];
  /** Every write of the records so far. */
  readonly versions: readonly RecordVersion[];
}

/** The history of a run that goes on, as far as its users and its records tell. */
export interface HistorySoFar {
  readonly history: readonly HistoryEvent[];
  /** Epoch milliseconds of its time 0. */
  readonly origin: number;
}

/**
 * Tells what has happened so far in the words of the judge. Records stand as they were last written; of tables that are
 * read at the end, nothing is known yet, and nothing is complete. Pure.
 */
export function historySoFar(
  { manifest, attempts, journal, injections, versions }: SoFar,
  system: { readonly records: readonly RecordedTable[]; readonly translate: Judging['translate'] },
): HistorySoFar {
  const snapshot = snapshotOf(
    {
      ...{ manifest, collection: undefined, attempts, journal, injections, versions, sweep: undefined },
      ...{ metrics: [], queues: [], deadLetters: [], messages: [], outputs: [], calm: [], functionErrors: [] },
      tables: new Map(system.records.map(({ table }) => [table, latestOf(versions, table)])),
    },
    '',
    [],
  );
  const latest = Math.max(manifest.startedAt, attempts.at(-1)?.endedAt ?? 0, journal.at(-1)?.at ?? 0);
  const { happenings } = versions.length === 0 ? { happenings: [] } : system.translate(snapshot, latest);
  const told = [...requestHappenings(attempts), ...faultHappenings(journal, injections), ...happenings.filter(isSeen)];
  const { header, events } = historyOf(told, 'so far');
  return { history: events, origin: header.origin };
}

/** How a record was found at the end nobody has seen yet. */
function isSeen({ f }: Happening): boolean {
  return f !== 'state';
}

function latestOf(versions: readonly RecordVersion[], table: string): readonly Readonly<Record<string, unknown>>[] {
  const items = new Map<string, RecordVersion['item']>();
  for (const version of versions) if (version.table === table) items.set(version.key, version.item);
  return [...items.values()].filter((item) => item !== undefined);
}
