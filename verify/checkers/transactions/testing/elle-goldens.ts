import type { HistoryEvent } from '../../../history/event.ts';
import type { RegisterOptions } from '../rw-register/rw-register.ts';
import type { MicroOperation } from '../table/transaction-table.ts';

/** A history of Elle's own tests and what Elle says of it. */
export interface ElleGolden {
  /** The test that it is from. */
  readonly test: string;
  /**
   * Transactions in the order in which they ended, in the notation of these tests: `ax1` appends, `wx1` writes, `rx12`
   * reads a list, `rx_` nothing. Before them `2:` is their process; after them `!` was aborted, `?` is of unknown outcome.
   */
  readonly transactions: readonly string[];
  /** The first so many ran one after the other, the others at once; when nothing is said, all. */
  readonly inARow?: number;
  /** Without a model: `strict-serializable`, as Elle has it. */
  readonly options?: RegisterOptions;
  /** What Elle finds under that model, without `empty-transaction-graph`. */
  readonly anomalies: readonly string[];
  /** What is found here besides. */
  readonly more?: readonly string[];
}

/** The history of a golden. */
export function elleHistory({ transactions, inARow = 0 }: ElleGolden, kind: 'append' | 'w'): HistoryEvent[] {
  const drafts = transactions.map((text, n) => {
    const [, process = `${100 + n}`, operations = '', end = ''] = /^(?:(\d+):)?(\w+)([!?]?)$/.exec(text) ?? [];
    const type = ({ '!': 'fail', '?': 'info', '': 'ok' } as const)[end as '!' | '?' | ''];
    return { process: Number(process), type, value: operationsOf(operations, kind) };
  });
  const events = drafts.flatMap(({ process, type, value }, n) => [
    { at: n < inARow ? 2 * n : 2 * inARow + n, process, type: 'invoke' as const, value },
    { at: n < inARow ? 2 * n + 1 : 2 * (inARow + drafts.length) + n, process, type, value },
  ]);
  return events
    .sort((a, b) => a.at - b.at)
    .map(({ at: _, ...rest }, index) => ({ ...rest, f: 'txn', index, time: index }));
}

function operationsOf(text: string, kind: 'append' | 'w'): MicroOperation[] {
  return [...text.matchAll(/([awr])([a-z])([\d_]*)/g)].map(([, f, key = '', digits = '']): MicroOperation => {
    const values = [...digits].filter((digit) => digit !== '_').map(Number);
    if (f === 'r') return ['r', key, kind === 'append' ? values : (values[0] ?? null)];
    return [f === 'a' ? 'append' : 'w', key, values[0]];
  });
}
