import { runFiles } from '../../run/run-files.ts';
import type { Item, RunFiles } from '../../run/testing/written-run.ts';

const start = Date.UTC(2026, 0, 1);

/** A run of the parcel system in which all went well: two parcels were delivered, the first after a lost answer; one came back. */
export function sampleRun(): RunFiles {
  const at = (seconds: number): number => start + seconds * 1000;
  const manifest = {
    schema: 2,
    system: { name: 'parcels', unit: { one: 'parcel', many: 'parcels' } },
    experiment: { title: 'sample' },
    claim: 'nothing is lost',
    seed: 1,
    operations: 3,
    engine: { kind: 'localstack' },
    versions: {},
    command: './lab run',
    startedAt: start,
    phases: [],
  };
  const attempt = (parcel: string, request: number, rest: Item = {}): Item => {
    const sent = { at: at(1), endedAt: at(2.5), process: `user-${request}`, request, attempt: 1 };
    const asked = { key: `key-${parcel}`, digest: `body-${parcel}`, expected: 'delivered' };
    return { ...sent, ...asked, outcome: 'ok', status: 202, answer: { saga: parcel }, ...rest };
  };
  const parcel = (id: string, status: string): Item => {
    return { id, request: `key-${id}`, version: 2, status, createdAt: at(2), endedAt: at(6) };
  };
  const empty = { visible: 0, inFlight: 0, delayed: 0 };
  const lost = { outcome: 'info', status: null, answer: undefined, error: 'socket hang up' };
  const misused = { outcome: 'fail', status: 422, answer: undefined, digest: 'another' };
  return {
    manifest: [manifest],
    [runFiles.client]: [
      attempt('parcel-a', 1, lost),
      attempt('parcel-a', 1, { attempt: 2, at: at(2.6), endedAt: at(2.7) }),
      attempt('parcel-b', 2),
      attempt('parcel-c', 3, { expected: 'returned' }),
      attempt('parcel-c', 3, { ...misused, attempt: 2, at: at(3), endedAt: at(3) }),
    ],
    [runFiles.journal]: [
      { at: at(3), step: 'fault:slow', status: 'started', detail: { rule: { id: 'slow', fault: 'delay' } } },
      { at: at(5), step: 'fault:slow', status: 'completed' },
      { at: at(20), step: 'quiet', status: 'completed' },
      {
        at: at(20),
        step: 'steady-state-after',
        status: 'completed',
        detail: { result: { probes: [{ name: 'no-message-waits', tolerance: 0, got: 0, met: true }] } },
      },
      { at: at(20), step: 'residue', status: 'completed', detail: { result: { residue: [] } } },
    ],
    [runFiles.ledger]: [{ faultline: 'injection', at: at(4), rule: 'slow', fault: 'delay', key: 'parcel-a' }],
    [runFiles.metrics]: [{ at: at(4), queues: { 'parcels-sent': { ...empty, visible: 2 } } }],
    [runFiles.queues]: ['parcels-sent', 'parcels-sent-dlq'].map((name) => {
      return { name, at: at(21), deadLetter: name.endsWith('-dlq'), ...empty };
    }),
    [runFiles.deadLetters]: [],
    [runFiles.collection]: [{ schema: 1, startedAt: at(21), endedAt: at(22), problems: [], counts: {} }],
    'tables/parcels.jsonl': [
      parcel('parcel-a', 'delivered'),
      parcel('parcel-b', 'delivered'),
      parcel('parcel-c', 'returned'),
    ],
    'tables/signatures.jsonl': ['parcel-a', 'parcel-b'].map((id) => ({ id: `of-${id}`, parcel: id, at: at(5) })),
  };
}

/** Both writes of each of these parcels, in the order of their times, as a table's stream tells them. */
export function versionsOf(parcels: readonly Item[]): Item[] {
  const first = ({ endedAt: _, ...parcel }: Item) => ({ ...parcel, version: 1, status: 'under-way' });
  return [
    ...parcels.map((one) => ({ at: one.createdAt, change: 'INSERT', key: one.id, item: first(one) })),
    ...parcels.map((one) => ({ at: one.endedAt, change: 'MODIFY', key: one.id, item: one })),
  ].map((version) => ({ table: 'parcels', ...version }));
}
