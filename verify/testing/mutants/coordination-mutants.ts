import { coordinationCheckers } from '../../checkers/coordination/coordination-checkers.ts';
import { coordinationRun } from './coordination-run.ts';
import { type Family, type Mutant, muchLater } from './family.ts';
import { add, all, of, remove, rewrite } from './mutant.ts';
import type { Drafts } from './saga-run.ts';

const lock = 'lock-0';
const seat = 'seat-0';
const holder = 'seat-0/holder-0';
const record = 'record-0';
const entry = 'entry-0';

function moveLater(run: Drafts, f: string, fields: Readonly<Record<string, unknown>>): void {
  for (const event of all(run, of(f, fields))) event.time += muchLater;
}

const locks: readonly Mutant[] = [
  {
    name: 'a zombie writes after the next holder',
    caughtBy: 'fencing',
    plant(run) {
      add(run, { f: 'fenced-write', key: lock, time: muchLater, value: { token: 10 } });
      return lock;
    },
  },
  {
    name: 'a token is given twice',
    caughtBy: 'fencing',
    plant(run) {
      add(run, { f: 'acquire', key: lock, time: muchLater, value: { token: 12 } });
      return lock;
    },
  },
  {
    name: 'tokens go back',
    caughtBy: 'fencing',
    plant(run) {
      add(run, { f: 'acquire', key: lock, time: muchLater, value: { token: 1 } });
      return lock;
    },
  },
  {
    name: 'one seat has two holders',
    caughtBy: 'reservations',
    plant(run) {
      remove(run, of('unreserve', { process: holder }));
      return seat;
    },
  },
  {
    name: 'a holder gives back what it never took',
    caughtBy: 'reservations',
    plant(run) {
      add(run, { f: 'unreserve', key: seat, time: muchLater, value: { holder: 'stranger' } });
      return 'stranger';
    },
  },
  {
    name: 'a holder gives back twice',
    caughtBy: 'reservations',
    plant(run) {
      add(run, { f: 'unreserve', key: seat, time: muchLater, value: { holder } });
      return holder;
    },
  },
  {
    name: 'more is taken than there is',
    caughtBy: 'reservations',
    plant(run) {
      rewrite(run, of('reserve', { key: seat, holder }), { amount: 2 });
      return seat;
    },
  },
];

const records: readonly Mutant[] = [
  {
    name: 'a record has two owners at once',
    caughtBy: 'one-owner-per-record',
    plant(run) {
      add(run, { f: 'claim', key: record, time: 20e6, value: { owner: 'three', token: 9, expiresInMs: 1 } });
      return record;
    },
  },
  {
    name: 'an expired record is taken over without fencing',
    caughtBy: 'one-owner-per-record',
    plant(run) {
      rewrite(run, of('claim', { key: record, owner: 'two' }), { token: 1 });
      return record;
    },
  },
  {
    name: 'an owner completes what it has lost',
    caughtBy: 'one-owner-per-record',
    plant(run) {
      add(run, { f: 'complete', key: record, time: muchLater, value: { owner: 'one', token: 1 } });
      return record;
    },
  },
  {
    name: 'a completed record is claimed again',
    caughtBy: 'one-owner-per-record',
    plant(run) {
      add(run, { f: 'claim', key: record, time: muchLater, value: { owner: 'three', token: 9, expiresInMs: 1 } });
      return record;
    },
  },
];

const flows: readonly Mutant[] = [
  {
    name: 'a request is retried without end',
    caughtBy: 'retry-amplification',
    plant(run) {
      for (let n = 0; n < 10; n++) {
        add(run, { f: 'call', key: 'service-0', time: muchLater + n, value: { request: 'request-0' } });
      }
      return 'request-0';
    },
  },
  {
    name: 'a downstream gets many times its requests',
    caughtBy: 'retry-amplification',
    plant(run) {
      for (const call of [...run.events.filter(of('call', { key: 'service-0' }))]) {
        for (let n = 0; n < 3; n++) add(run, { ...call, process: `${call.process}/storm-${n}`, time: call.time });
      }
      return 'service-0';
    },
  },
  {
    name: 'an open breaker closes without a trial',
    caughtBy: 'retry-amplification',
    plant(run) {
      remove(run, of('breaker', { from: 'half-open' }));
      rewrite(run, of('breaker', { from: 'open' }), { to: 'closed' });
      return 'service-0';
    },
  },
  {
    name: 'a record is never published',
    caughtBy: 'outbox',
    plant(run) {
      remove(run, of('publish', { key: entry }));
      return entry;
    },
  },
  {
    name: 'a publication without a record',
    caughtBy: 'outbox',
    plant(run) {
      remove(run, of('outbox', { key: entry }));
      return entry;
    },
  },
  {
    name: 'a publication before its record',
    caughtBy: 'outbox',
    plant(run) {
      moveLater(run, 'outbox', { key: entry });
      return entry;
    },
  },
];

/** Locks, reservations, idempotency records, calls and outboxes. */
export const coordinationFamily: Family = {
  name: 'coordination',
  checkers: coordinationCheckers,
  runOf: coordinationRun,
  mutants: [...locks, ...records, ...flows],
};
