import { describe, expect, it } from '@jest/globals';
import type { HistoryEvent } from '../../history/event.ts';
import { type Checker, judge } from '../../verdict/checker.ts';
import type { ConsistencyModel } from './consistency/consistency-models.ts';
import { listAppend } from './list-append/list-append.ts';
import type { KeyAssumption } from './rw-register/register-versions.ts';
import { type RegisterOptions, rwRegister } from './rw-register/rw-register.ts';

const adya = "Adya, Liskov, O'Neil: Generalized Isolation Level Definitions, ICDE 2000";
const berenson = 'Berenson et al.: A Critique of ANSI SQL Isolation Levels, SIGMOD 1995';

interface Golden {
  readonly name: string;
  readonly source: string;
  readonly checker: Checker<RegisterOptions>;
  /** One text a transaction: `r x 1 2` (reads a list or a value), `a x 3` (appends), `w x 4`; `!` at the end: aborted. */
  readonly transactions: readonly string[];
  readonly anomalies: readonly string[];
  readonly refuted: ConsistencyModel;
  readonly kept?: ConsistencyModel;
  /** What is assumed of each key. */
  readonly keys?: KeyAssumption;
  /** One after the other, instead of all at once. */
  readonly inARow?: true;
}

const elle = 'Kingsbury, Alvaro: Elle, VLDB 2020';

/** Where a source writes no initial versions, one transaction that wrote them is added, as Adya's initial T0. */
const golden: readonly Golden[] = [
  {
    name: 'H-wcycle: T1 and T2 write x and y in opposite orders',
    source: `${adya}, H-wcycle: w1(x1) w2(x2) w2(y2) w1(y1), x1 << x2, y2 << y1`,
    checker: listAppend,
    transactions: ['a x 1, a y 1', 'a x 2, a y 2', 'r x 1 2, r y 2 1'],
    anomalies: ['G0'],
    refuted: 'read-uncommitted',
  },
  {
    name: 'G1a: T2 reads what T1 wrote, and T1 aborts',
    source: `${adya}: w1(x1) r2(x1) c2 a1`,
    checker: rwRegister,
    transactions: ['w x 1 !', 'r x 1'],
    anomalies: ['G1a'],
    refuted: 'read-committed',
    kept: 'read-uncommitted',
  },
  {
    name: 'G1b: T2 reads what T1 then writes over',
    source: `${adya}: w1(x1.1) r2(x1.1) w1(x1.2) c1 c2`,
    checker: rwRegister,
    transactions: ['w x 1, w x 2', 'r x 1'],
    anomalies: ['G1b'],
    refuted: 'read-committed',
    kept: 'read-uncommitted',
  },
  {
    name: 'G1c: T1 and T2 each read what the other wrote',
    source: `${adya}: w1(x1) w2(y2) r1(y2) r2(x1)`,
    checker: rwRegister,
    transactions: ['w x 1, r y 2', 'w y 2, r x 1'],
    anomalies: ['G1c'],
    refuted: 'read-committed',
    kept: 'read-uncommitted',
  },
  {
    name: 'H2: a sum over x and y sees half of a transfer',
    source: `${berenson}, H2: r1[x=50] r2[x=50] w2[x=10] r2[y=50] w2[y=90] c2 r1[y=90] c1`,
    checker: rwRegister,
    transactions: ['w x 50, w y 50', 'r x 50, w x 10, r y 50, w y 90', 'r x 50, r y 90'],
    anomalies: ['G-single-item'],
    refuted: 'snapshot-isolation',
    kept: 'read-committed',
  },
  {
    name: 'H4: a lost update',
    source: `${berenson}, H4: r1[x=100] r2[x=100] w2[x=120] c2 w1[x=130] c1`,
    checker: rwRegister,
    transactions: ['w x 100', 'r x 100, w x 120', 'r x 100, w x 130'],
    anomalies: ['G2-item', 'lost-update'],
    refuted: 'cursor-stability',
    kept: 'read-atomic',
  },
  {
    name: 'H5: write skew',
    source: `${berenson}, H5: r1[x=50] r1[y=50] r2[x=50] r2[y=50] w1[y=-40] w2[x=-40] c1 c2`,
    checker: rwRegister,
    transactions: ['w x 50, w y 50', 'r x 50, r y 50, w y -40', 'r x 50, r y 50, w x -40'],
    anomalies: ['G2-item'],
    refuted: 'repeatable-read',
    kept: 'snapshot-isolation',
  },
  {
    name: 'H1.SI: the transfer of H1 under snapshot isolation is serializable',
    source: `${berenson}, H1.SI: r1[x0=50] w1[x1=10] r2[x0=50] r2[y0=50] c2 r1[y0=50] w1[y1=90] c1`,
    checker: rwRegister,
    transactions: ['w x 50, w y 50', 'r x 50, w x 10, r y 50, w y 90', 'r x 50, r y 50'],
    anomalies: [],
    refuted: 'serializable',
  },
  {
    name: 'H-serial: T1, T2 and T3 in a row',
    source: `${adya}, figure 3: w1(z1) w1(x1) w1(y1) w3(x3) r2(x1) w2(y2) r3(y2) w3(z3)`,
    checker: listAppend,
    transactions: ['a z 1, a x 1, a y 1', 'r x 1, a y 2', 'a x 3, r y 1 2, a z 3', 'r x 1 3, r y 1 2, r z 1 3'],
    anomalies: [],
    refuted: 'serializable',
  },
  {
    name: 'PostgreSQL 18.4 at SERIALIZABLE: neither saw what the other appended',
    source: 'Kingsbury: Possible G2-item at SERIALIZABLE, pgsql-bugs (hackorum.dev/topics/139733)',
    checker: listAppend,
    transactions: [
      'a 491 1, a 491 2, a 491 3, a 597 2, a 597 3, a 597 4',
      'a 630 1, a 630 2, a 630 3, a 630 4',
      'r 491 1 2 3, r 597 2 3 4, a 633 3, r 632',
      'a 632 2, r 630 1 2 3 4, r 633, r 632 2',
    ],
    anomalies: ['G2-item'],
    refuted: 'repeatable-read',
    kept: 'snapshot-isolation',
  },
  {
    name: 'TiDB 2.1.7: an append was retried over one that the transaction had not seen',
    source: `${elle}, the case of TiDB`,
    checker: listAppend,
    transactions: ['a 34 2', 'a 34 1', 'r 34 2 1, a 36 5, a 34 4', 'a 34 5', 'r 34 2 1 5 4'],
    anomalies: ['G-single-item'],
    refuted: 'snapshot-isolation',
    kept: 'read-committed',
  },
  {
    name: 'FaunaDB 2.6.0: a transaction does not see its own append',
    source: `${elle}, the case of FaunaDB: append(0, 6), r(0, nil)`,
    checker: listAppend,
    transactions: ['a 0 6, r 0'],
    anomalies: ['internal'],
    refuted: 'serializable',
    kept: 'read-committed',
  },
  {
    name: 'the first figure of the Elle paper: T4 missed what T2 wrote, and T3, which saw it, came before T4',
    source: `${elle}, figure 2; jepsen-io/elle, histories/paper-example.edn`,
    checker: listAppend,
    transactions: [
      'a 253 1, a 253 3, a 253 4, a 255 2, a 255 3, a 255 4, a 255 5, a 256 1, a 256 2',
      'a 255 8, r 253 1 3 4',
      'a 256 4, r 255 2 3 4 5 8, r 256 1 2 4, r 253 1 3 4',
      'a 250 10, r 253 1 3 4, r 255 2 3 4 5, a 256 3',
    ],
    anomalies: ['G-single-item', 'G2-item'],
    refuted: 'snapshot-isolation',
    kept: 'read-committed',
  },
  {
    name: 'YugaByte DB 1.3.1: two transactions fail to see what the other appended',
    source: `${elle}, the case of YugaByte DB: the lists, of which the paper shows the ends, begin with those here`,
    checker: listAppend,
    transactions: [
      'a 3 831, a 3 833, a 3 836, a 4 874, a 4 877, a 4 883',
      'a 3 837, r 4 874 877 883',
      'a 4 885, r 3 831 833 836',
    ],
    anomalies: ['G2-item'],
    refuted: 'repeatable-read',
    kept: 'snapshot-isolation',
  },
  {
    name: 'Dgraph 1.1.1: a transaction does not see its own write',
    source: `${elle}, the case of Dgraph: w(10, 2), r(10, 1)`,
    checker: rwRegister,
    transactions: ['w 10 1', 'w 10 2, r 10 1'],
    anomalies: ['internal'],
    refuted: 'serializable',
    kept: 'read-committed',
  },
  {
    name: 'Dgraph 1.1.1: a read, seconds after a write, finds nothing',
    source: `${elle}, the case of Dgraph: r(541, nil), w(540, 2) and then r(540, nil), w(544, 1)`,
    checker: rwRegister,
    transactions: ['r 541, w 540 2', 'r 540, w 544 1'],
    keys: 'linearizable',
    inARow: true,
    anomalies: ['G-single-item-realtime', 'cyclic-versions'],
    refuted: 'strict-serializable',
  },
  {
    name: 'Dgraph 1.1.1: read skew',
    source: `${elle}, the case of Dgraph: r(2432, 10), r(2434, nil); w(2434, 10); w(2432, 10), r(2434, 10)`,
    checker: rwRegister,
    transactions: ['r 2432 10, r 2434', 'w 2434 10', 'w 2432 10, r 2434 10'],
    anomalies: ['G-single-item'],
    refuted: 'snapshot-isolation',
    kept: 'read-committed',
  },
  {
    name: 'a long fork: one read saw 0 and 1, the other 0 and 2',
    source: 'jepsen-io/jepsen, jepsen/test/jepsen/tests/long_fork_test.clj, with the writes that it reads',
    checker: rwRegister,
    transactions: ['w 0 1', 'w 1 1', 'w 2 1', 'r 0 1, r 1 1, r 2', 'r 2 1, r 0 1, r 1'],
    anomalies: ['G-nonadjacent-item'],
    refuted: 'snapshot-isolation',
    kept: 'read-atomic',
  },
  {
    name: 'causal reverse: the second write is seen without the first',
    source: 'jepsen-io/jepsen, jepsen/test/jepsen/tests/causal_reverse_test.clj, two-without-one',
    checker: rwRegister,
    transactions: ['w 1 1', 'w 2 1', 'r 1, r 2 1'],
    inARow: true,
    anomalies: ['G-single-item-realtime', 'cyclic-versions'],
    refuted: 'strict-serializable',
    kept: 'serializable',
  },
  {
    name: 'causal reverse: the first write alone may be seen',
    source:
      'jepsen-io/jepsen, jepsen/test/jepsen/tests/causal_reverse_test.clj, one-without-two, its read during the second',
    checker: rwRegister,
    transactions: ['w 1 1', 'w 2 1', 'r 1 1, r 2'],
    anomalies: [],
    refuted: 'strict-serializable',
  },
];

/** Transactions by processes of their own; all at once only what they read and wrote orders them. */
function historyOf({ transactions, checker, inARow }: Golden): HistoryEvent[] {
  const keyOf = (text: string): string | number => (/^\d+$/.test(text) ? Number(text) : text);
  const drafts = transactions.map((text) => ({
    type: text.endsWith('!') ? ('fail' as const) : ('ok' as const),
    value: text
      .replace('!', '')
      .split(',')
      .map((operation) => {
        const [f, key, ...values] = operation.trim().split(' ');
        const given = values.map(Number);
        const read = f === 'r' && checker === listAppend ? given : (given[0] ?? null);
        return [f === 'a' ? 'append' : f, keyOf(key as string), read];
      }),
  }));
  const events = drafts.flatMap(({ type, value }, n) => [
    { at: inARow ? 2 * n : n, process: n, type: 'invoke' as const, value },
    { at: inARow ? 2 * n + 1 : drafts.length + n, process: n, type, value },
  ]);
  return events
    .sort((one, other) => one.at - other.at)
    .map(({ at: _, ...rest }, index) => ({ ...rest, f: 'txn', index, time: index }));
}

describe('published histories', () => {
  it.each(golden)('$name ($source)', (each) => {
    const history = historyOf(each);
    const under = (model: ConsistencyModel) =>
      judge(each.checker, history, { options: { model, ...(each.keys && { keys: each.keys }) } });
    const strictly = under('strict-serializable');
    expect([...(strictly.counterexample?.ids ?? [])].sort()).toEqual([...each.anomalies].sort());
    expect(under(each.refuted).valid).toBe(each.anomalies.length === 0);
    if (each.kept !== undefined) expect(under(each.kept).valid).toBe(true);
  });

  it('shows a cycle in words', () => {
    const skew = golden.find(({ name }) => name.startsWith('H5')) as Golden;
    expect(judge(rwRegister, historyOf(skew)).counterexample?.summary).toBe(
      'G2-item: T4 (r x 50, r y 50, w y -40); T5 (r x 50, r y 50, w x -40). ' +
        'But T4 < T5: T4 read x as 50, before T5 wrote -40 (rw); and ' +
        'T5 < T4: T5 read y as 50, before T4 wrote -40 (rw). No repeatable-read',
    );
  });
});
