import { RemovalPolicy } from 'aws-cdk-lib';
import { type Attribute, BillingMode, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { HandlerFunction } from './handler-function.ts';
import { RefusedConstruct } from './refused-construct.ts';

/** What a handler may be allowed to do with a table; a transaction needs the rights of its parts. */
export type TableAction = 'GetItem' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem' | 'Query';

/** A global secondary index that holds whole items. */
export interface TableIndex {
  readonly indexName: string;
  readonly partitionKey: Attribute;
  readonly sortKey: Attribute;
}

/** Properties of a {@link ProtectedTable}. */
export interface ProtectedTableProps {
  /** The physical name. */
  readonly tableName: string;
  readonly partitionKey: Attribute;
  /**
   * The sort key.
   *
   * @default - an item has a partition key only
   */
  readonly sortKey?: Attribute;
  /**
   * The attribute with the time, in epoch seconds, after which an item may be removed.
   *
   * @default - items stay
   */
  readonly timeToLiveAttribute?: string;
  /**
   * A global secondary index.
   *
   * @default - none
   */
  readonly index?: TableIndex;
  /**
   * Makes the table append-only: nobody can be granted to change or delete an item.
   *
   * @default false
   */
  readonly appendOnly?: boolean;
  /**
   * Lets each version of an item be read for a day: the table has a stream of whole items.
   *
   * @default false
   */
  readonly versionsReadable?: boolean;
}

/**
 * A table with point-in-time recovery and on-demand billing. It goes with its stack: what it holds is of a run, and
 * the lab has copied it to disk.
 */
export class ProtectedTable extends Construct {
  readonly table: Table;
  private readonly appendOnly: boolean;

  constructor(scope: Construct, id: string, props: ProtectedTableProps) {
    super(scope, id);
    this.appendOnly = props.appendOnly ?? false;
    const { tableName, partitionKey, sortKey, timeToLiveAttribute, index, versionsReadable } = props;
    this.table = new Table(this, 'Table', {
      tableName,
      partitionKey,
      ...(sortKey && { sortKey }),
      ...(timeToLiveAttribute && { timeToLiveAttribute }),
      ...(versionsReadable && { stream: StreamViewType.NEW_IMAGE }),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    if (index !== undefined) {
      this.table.addGlobalSecondaryIndex({ ...index, projectionType: ProjectionType.ALL });
    }
  }

  /** Allows a function these actions on the table's items, and tells it the table's name in an environment variable. */
  grantTo(handler: HandlerFunction, variable: string, actions: readonly TableAction[]): void {
    const changing = actions.find((action) => action === 'UpdateItem' || action === 'DeleteItem');
    if (this.appendOnly && changing !== undefined) {
      throw new RefusedConstruct(this, {
        what: 'the table is append-only',
        got: `${changing} for ${handler.node.path}`,
        expected: 'GetItem, Query and PutItem (with a condition) alone',
      });
    }
    handler.addEnvironment(variable, this.table.tableName);
    handler.allow(
      actions.map((action) => `dynamodb:${action}`),
      [this.table.tableArn],
    );
  }

  /** Allows a function to query one index of the table. */
  grantIndexQueryTo(handler: HandlerFunction, indexName: string): void {
    handler.allow(['dynamodb:Query'], [`${this.table.tableArn}/index/${indexName}`]);
  }
}
