import * as z from 'zod';
import { EventError } from '../../history/history-error.ts';
import { type Integer, isInteger, sumOf } from '../../linearizability/models/integers.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { byKey, named, type Tried, triedOf } from './tried.ts';

const optionsSchema = z.object({
  /** What all accounts hold together; what the first read found when nothing is said. */
  total: z.coerce.number().int().optional(),
  /** Whether an account may hold less than nothing. */
  negativeBalances: z.stringbool().or(z.boolean()).default(false),
});

/**
 * Transfers move money and make none: every read of all accounts finds the same total (what snapshot isolation promises), the
 * same accounts, a balance in each and, unless it is allowed, none below zero. `read` finds `{account: balance}`.
 */
export const bank: Checker = {
  name: 'bank',
  claim: 'Every read of all accounts finds the same total, and no account below zero.',
  complexity: 'O(n) in balances read',
  source: 'Jepsen: jepsen.tests.bank',
  definite: true,
  looksFor: { words: ['read', 'transfer'], counted: ['reads'] },
  options: optionsSchema,
  check(history, options) {
    const { total, negativeBalances } = optionsSchema.prefault({}).parse(options);
    const tried = triedOf(history, ['read', 'transfer']);
    const violations: Violation[] = [];
    let reads = 0;
    for (const [key, ofKey] of byKey(tried)) {
      let expected: Integer | undefined = total;
      let accounts: string | undefined;
      for (const read of ofKey) {
        if (read.f !== 'read' || read.outcome !== 'ok') continue;
        reads += 1;
        const balances = balancesOf(read);
        const names = Object.keys(balances).sort().join(', ');
        accounts ??= names;
        let flaw = names === accounts ? missingOf(balances) : `found the accounts ${names}, expected ${accounts}`;
        if (flaw === undefined) {
          const sum = Object.values(balances as Whole).reduce<Integer>(sumOf, 0);
          expected ??= sum;
          flaw = wrongTotal(sum, expected) ?? (negativeBalances ? undefined : overdrawn(balances as Whole));
        }
        if (flaw !== undefined) violations.push({ id: named(key, 'bank'), what: flaw, events: read.events });
      }
    }
    return resultOf(violations, { reads, transfers: tried.filter(({ f }) => f === 'transfer').length });
  },
};

type Balances = Readonly<Record<string, Integer | null>>;
type Whole = Readonly<Record<string, Integer>>;

function balancesOf({ event, output }: Tried): Balances {
  const isMap = typeof output === 'object' && output !== null && !Array.isArray(output);
  const fits = isMap && Object.values(output).every((balance) => balance === null || isInteger(balance));
  if (fits) return output as Balances;
  throw new EventError(event, { field: 'value', expected: '{account: balance}, balances being integers', got: output });
}

function missingOf(balances: Balances): string | undefined {
  const missing = Object.keys(balances).find((account) => balances[account] === null);
  return missing === undefined ? undefined : `found no balance of account ${missing}`;
}

function wrongTotal(sum: Integer, expected: Integer): string | undefined {
  return sum === expected ? undefined : `found ${sum} in all, expected ${expected}`;
}

function overdrawn(balances: Whole): string | undefined {
  const account = Object.keys(balances).find((each) => (balances[each] as Integer) < 0);
  return account === undefined ? undefined : `found ${balances[account]} in account ${account}`;
}
