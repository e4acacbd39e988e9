import { describe, expect, it } from '@jest/globals';
import type { HistoryEvent } from '../../../history/event.ts';
import { judge } from '../../../verdict/checker.ts';
import { causalConsistency } from './causal-consistency.ts';

const bouajjani = 'Bouajjani, Enea, Guerraoui, Hamza: On Verifying Causal Consistency, POPL 2017, figure 2';
const lloyd = 'Lloyd et al.: Don’t Settle for Eventual (COPS, ALPS), SOSP 2011';
const tanenbaum = 'Tanenbaum, van Steen: Distributed Systems, chapter 7, causal consistency';

interface Golden {
  readonly name: string;
  readonly source: string;
  /** By process, its operations in order: `w x 1`, `r x 1`, `r x` (nothing yet). */
  readonly sessions: readonly (readonly string[])[];
  readonly anomalies: readonly string[];
}

/**
 * The judge is of causal convergence: concurrent writes have one order for all. Compared with the source: the figure of
 * Bouajjani et al., by the copies of it in public TLA+ modules. The others are written after the texts, which were not at
 * hand to compare with.
 */
const golden: readonly Golden[] = [
  {
    name: '(a) each reads the other one’s write after its own: no one order of both',
    source: bouajjani,
    sessions: [
      ['w x 1', 'r x 2'],
      ['w x 2', 'r x 1'],
    ],
    anomalies: ['CyclicCF'],
  },
  {
    name: '(b) convergent, but no causal memory',
    source: bouajjani,
    sessions: [
      ['w z 1', 'w x 1', 'w y 1'],
      ['w x 2', 'r z', 'r y 1', 'r x 2'],
    ],
    anomalies: [],
  },
  {
    name: '(c) one reads its writes of the same key in both orders',
    source: bouajjani,
    sessions: [['w x 1'], ['w x 2', 'r x 1', 'r x 2']],
    anomalies: ['CyclicCF'],
  },
  {
    name: '(d) causal, but not sequential',
    source: bouajjani,
    sessions: [
      ['w x 1', 'r y', 'w y 1', 'r x 1'],
      ['w x 2', 'r y', 'w y 2', 'r x 2'],
    ],
    anomalies: [],
  },
  {
    name: '(e) the old value after its overwriter',
    source: bouajjani,
    sessions: [
      ['w x 1', 'w y 1'],
      ['r y 1', 'w x 2'],
      ['r x 2', 'r x 1'],
    ],
    anomalies: ['CyclicCF'],
  },
  {
    name: 'the album names a photo that is not there',
    source: `${lloyd}: Alice uploads a photo, adds it to her album; Bob reads the album, then the photo`,
    sessions: [
      ['w photo 1', 'w album 1'],
      ['r album 1', 'r photo'],
    ],
    anomalies: ['WriteCOInitRead'],
  },
  {
    name: 'concurrent writes are seen in different orders by different processes: no convergence',
    source: `${tanenbaum}: W1(x)a W1(x)c; R2(x)a W2(x)b; R3(x)a R3(x)c R3(x)b; R4(x)a R4(x)b R4(x)c`,
    sessions: [
      ['w x 1', 'w x 3'],
      ['r x 1', 'w x 2'],
      ['r x 1', 'r x 3', 'r x 2'],
      ['r x 1', 'r x 2', 'r x 3'],
    ],
    anomalies: ['CyclicCF'],
  },
  {
    name: 'a write and what it follows from are seen in both orders',
    source: `${tanenbaum}: W1(x)a; R2(x)a W2(x)b; R3(x)b R3(x)a; R4(x)a R4(x)b`,
    sessions: [['w x 1'], ['r x 1', 'w x 2'], ['r x 2', 'r x 1'], ['r x 1', 'r x 2']],
    anomalies: ['CyclicCF'],
  },
];

/** The sessions in turn, an operation a transaction: real time says nothing to this judge. */
function historyOf({ sessions }: Golden): HistoryEvent[] {
  const operations = sessions.flatMap((operationsOf, process) =>
    operationsOf.map((text) => {
      const [f, key, value] = text.split(' ');
      return { process, value: [[f, key, value === undefined ? null : Number(value)]] };
    }),
  );
  return operations.flatMap((operation, n): HistoryEvent[] => [
    { index: 2 * n, time: 2 * n, type: 'invoke', f: 'txn', ...operation },
    { index: 2 * n + 1, time: 2 * n + 1, type: 'ok', f: 'txn', ...operation },
  ]);
}

describe('published histories of causal consistency', () => {
  it.each(golden)('$name ($source)', (each) => {
    const { counterexample, error } = judge(causalConsistency, historyOf(each));
    expect(error).toBeUndefined();
    expect(counterexample?.ids ?? []).toEqual(each.anomalies);
  });
});

describe('a history of too many sessions', () => {
  it('is unknown, and why', () => {
    const alone = Array.from({ length: 24_000 }, (_, n) => [`w x ${n}`]);
    const { valid, error } = judge(
      causalConsistency,
      historyOf({ name: '', source: '', sessions: alone, anomalies: [] }),
    );
    expect([valid, error]).toEqual(['unknown', expect.stringContaining('would not fit 2 GiB')]);
  });
});
