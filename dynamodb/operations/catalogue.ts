import { batchGetItem } from './items/batch-get-item.ts';
import { batchWriteItem } from './items/batch-write-item.ts';
import { deleteItem } from './items/delete-item.ts';
import { getItem } from './items/get-item.ts';
import { putItem } from './items/put-item.ts';
import { query } from './items/query.ts';
import { scan } from './items/scan.ts';
import { transactGetItems } from './items/transact-get-items.ts';
import { transactWriteItems } from './items/transact-write-items.ts';
import { updateItem } from './items/update-item.ts';
import type { Operation } from './operation.ts';
import { batchExecuteStatement } from './partiql/batch-execute-statement.ts';
import { executeStatement } from './partiql/execute-statement.ts';
import { executeTransaction } from './partiql/execute-transaction.ts';
import { describeStream } from './streams/describe-stream.ts';
import { getRecords } from './streams/get-records.ts';
import { getShardIterator } from './streams/get-shard-iterator.ts';
import { listStreams } from './streams/list-streams.ts';
import { createTable } from './tables/create-table.ts';
import { deleteTable } from './tables/delete-table.ts';
import { describeContinuousBackups } from './tables/describe-continuous-backups.ts';
import { describeLimits } from './tables/describe-limits.ts';
import { describeTable } from './tables/describe-table.ts';
import { describeTimeToLive } from './tables/describe-time-to-live.ts';
import { listTables } from './tables/list-tables.ts';
import { listTagsOfResource } from './tables/list-tags-of-resource.ts';
import { tagResource } from './tables/tag-resource.ts';
import { untagResource } from './tables/untag-resource.ts';
import { updateContinuousBackups } from './tables/update-continuous-backups.ts';
import { updateTable } from './tables/update-table.ts';
import { updateTimeToLive } from './tables/update-time-to-live.ts';

const byName = (...operations: readonly Operation[]) =>
  new Map(operations.map((operation) => [operation.name, operation]));

/** The operations of DynamoDB's API that are modelled, by AWS's names. */
export const dynamodb: ReadonlyMap<string, Operation> = byName(
  batchExecuteStatement,
  batchGetItem,
  batchWriteItem,
  createTable,
  deleteItem,
  deleteTable,
  describeContinuousBackups,
  describeLimits,
  describeTable,
  describeTimeToLive,
  executeStatement,
  executeTransaction,
  getItem,
  listTables,
  listTagsOfResource,
  putItem,
  query,
  scan,
  tagResource,
  transactGetItems,
  transactWriteItems,
  untagResource,
  updateContinuousBackups,
  updateItem,
  updateTable,
  updateTimeToLive,
);

/** The operations of DynamoDB Streams' API. */
export const dynamodbStreams: ReadonlyMap<string, Operation> = byName(
  describeStream,
  getRecords,
  getShardIterator,
  listStreams,
);
