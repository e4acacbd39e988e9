import { DynamoDbError, validationError } from '../calls/errors.ts';
import type { Entry } from '../tables/entries.ts';
import type { Scope } from '../tables/scope.ts';
import type { Table } from '../tables/table.ts';
import { checkIndexes, checkThroughput } from '../tables/throughput.ts';
import { checkUnits, write } from '../tables/write.ts';
import type { Item } from '../values/attribute-value.ts';
import type { Done } from './carry-out.ts';
import type { Draft } from './draft.ts';
import { type PlannedWrite, refusalOf } from './plan.ts';

/** Why a part of a transaction stopped it; `None` for those that did not. */
export interface CancellationReason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: Item;
}

const NONE: CancellationReason = { Code: 'None' };

/** The reason of a part that meets another transaction. */
export const CONFLICT: CancellationReason = {
  Code: 'TransactionConflict',
  Message: 'Transaction is ongoing for the item',
};

/** Throws TransactionCanceledException if any part has a reason. */
export function cancelIfAny(reasons: readonly (CancellationReason | undefined)[]): void {
  if (reasons.every((reason) => reason === undefined)) return;
  const told = reasons.map((reason) => reason ?? NONE);
  const codes = told.map(({ Code }) => Code).join(', ');
  throw new DynamoDbError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: told },
  );
}

/** Errors that are reasons of parts, and what they are called there. */
const REASONS = new Map([
  ['ValidationException', 'ValidationError'],
  ['ProvisionedThroughputExceededException', 'ProvisionedThroughputExceeded'],
  ['ThrottlingException', 'ThrottlingError'],
]);

/** Runs something whose error, if it refuses values or throttles, is the reason of one part. */
export function reasonOf(attempt: () => void): CancellationReason | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    const code = error instanceof DynamoDbError ? REASONS.get(error.code) : undefined;
    if (code === undefined) throw error;
    return { Code: code, Message: (error as DynamoDbError).message };
  }
}

function planAll(drafts: readonly Draft[], tables: readonly Table[]): readonly PlannedWrite[] {
  const planned: PlannedWrite[] = [];
  for (const [index, draft] of drafts.entries()) {
    const reason = reasonOf(() => planned.push(draft.plan(tables[index] as Table)));
    if (reason !== undefined) cancelIfAny(drafts.map((_, other) => (other === index ? reason : undefined)));
  }
  const items = new Set(planned.map(({ table, text }) => `${table.origin.name}/${text}`));
  if (items.size < planned.length)
    throw validationError('Transaction request cannot include multiple operations on one item');
  return planned;
}

interface Decided {
  readonly planned: PlannedWrite;
  readonly before: Entry | undefined;
  after: Entry | undefined;
}

function decide(decided: Decided, nowMs: number): CancellationReason | undefined {
  const { planned, before } = decided;
  if (planned.table.isHeld(planned.text, nowMs)) return CONFLICT;
  const throttle = reasonOf(() => checkThroughput(planned.table, 'Write', nowMs));
  if (throttle !== undefined) return throttle;
  const refusal = refusalOf(planned, before?.item);
  if (refusal !== undefined) return refusal;
  return reasonOf(() => {
    decided.after = planned.isCheck ? before : planned.change(before?.item);
    checkIndexes(planned.table, before, decided.after, nowMs);
  });
}

/** What a part of a transaction did, and where. */
export interface DonePart extends Done {
  readonly table: Table;
}

/**
 * Does all writes of a transaction, or none, and keeps others from its items until `untilMs`. Throws
 * TransactionCanceledException with the reason of each part, or a ValidationException for what AWS refuses as a whole. Indexes and streams see its items one after another.
 */
export function transact(drafts: readonly Draft[], scope: Scope, nowMs: number, untilMs: number): readonly DonePart[] {
  const tables = drafts.map(({ tableName }) => scope.table(tableName, nowMs));
  const parts = planAll(drafts, tables).map(
    (planned): Decided => ({ planned, before: planned.table.records.items.get(planned.text), after: undefined }),
  );
  cancelIfAny(parts.map((part) => decide(part, nowMs)));
  return parts.map(({ planned: { table, text, isCheck }, before, after }) => {
    if (untilMs > nowMs) table.hold(text, untilMs);
    const units = isCheck ? checkUnits(before) : write(table, before, after, nowMs);
    return { table, before: before?.item, after: after?.item, units };
  });
}
