import { DynamoDbError } from '../calls/errors.ts';
import type { Allowance } from './allowance.ts';
import type { WriteUnits } from './capacity.ts';
import type { Definition, Index } from './definition.ts';
import type { Entry } from './entries.ts';
import type { Table } from './table.ts';
import { indexWrite } from './write.ts';

type Kind = 'Read' | 'Write';

/** Units a second that a table or a global index may take; undefined where nothing limits them. */
function limitOf({ billingMode }: Definition, of: Definition | Index, kind: Kind): number | undefined {
  if (billingMode === 'PROVISIONED') return of.throughput[`${kind}CapacityUnits`] || undefined;
  return of.onDemandThroughput?.[`Max${kind}RequestUnits`];
}

const PROVISIONED_TABLE =
  'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.';
const PROVISIONED_INDEX =
  'The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded. Consider increasing your provisioning level for the under-provisioned global secondary indexes with the UpdateTable API';
const ON_DEMAND = 'Throughput exceeds the maximum OnDemandThroughput configured on table or index';

/** The error of a call that is throttled, with the reason as AWS has them: what, doing what, past which limit. */
function throttled({ definition, origin }: Table, index: Index | undefined, kind: Kind): DynamoDbError {
  const resource = index === undefined ? origin.arn : `${origin.arn}/index/${index.name}`;
  const reason = (limit: string) => [{ reason: `${index === undefined ? 'Table' : 'Index'}${kind}${limit}`, resource }];
  if (definition.billingMode === 'PROVISIONED')
    return new DynamoDbError(
      'ProvisionedThroughputExceededException',
      index === undefined ? PROVISIONED_TABLE : PROVISIONED_INDEX,
      { ThrottlingReasons: reason('ProvisionedThroughputExceeded') },
    );
  return new DynamoDbError('ThrottlingException', ON_DEMAND, {
    throttlingReasons: reason('MaxOnDemandThroughputExceeded'),
  });
}

const CODES = ['ProvisionedThroughputExceededException', 'ThrottlingException'];

/** Whether an error says that throughput was exceeded. */
export function isThrottle(error: unknown): error is DynamoDbError {
  return error instanceof DynamoDbError && CODES.includes(error.code);
}

function allowance(table: Table, index: Index | undefined, kind: Kind): Allowance {
  return table.allowance(`${kind}/${index?.name ?? ''}`);
}

/**
 * Throws the error of a table, or of a global index of it, that has nothing left to be read or written with:
 * ProvisionedThroughputExceededException, or ThrottlingException if it is on demand with a maximum.
 */
export function checkThroughput(table: Table, kind: Kind, nowMs: number, index?: Index): void {
  const limited = index?.isGlobal ? index : undefined;
  const perSecond = limitOf(table.definition, limited ?? table.definition, kind);
  if (perSecond !== undefined && allowance(table, limited, kind).left(perSecond, nowMs) <= 0)
    throw throttled(table, limited, kind);
}

/** Throws what `checkThroughput` does for the global indexes that a write changes: they throttle their table's writes. */
export function checkIndexes(table: Table, before: Entry | undefined, after: Entry | undefined, nowMs: number): void {
  for (const index of table.definition.indexes) {
    if (!index.isGlobal || limitOf(table.definition, index, 'Write') === undefined) continue;
    if (indexWrite(table.definition, index, before, after).units > 0) checkThroughput(table, 'Write', nowMs, index);
  }
}

/** Takes units of a table, so many times, and of its indexes, of which local ones live on what the table has. */
export function takeThroughput(table: Table, kind: Kind, units: WriteUnits, times: number, nowMs: number): void {
  const { definition } = table;
  let own = units.table;
  const take = (index: Index | undefined, count: number) => {
    const perSecond = limitOf(definition, index ?? definition, kind);
    if (perSecond !== undefined && count > 0) allowance(table, index, kind).take(count * times, perSecond, nowMs);
  };
  for (const index of definition.indexes) {
    const taken = units.indexes.get(index.name) ?? 0;
    if (index.isGlobal) take(index, taken);
    else own += taken;
  }
  take(undefined, own);
}
