import { type Chance, calm } from '../calls/circumstances.ts';
import { DynamoDbError } from '../calls/errors.ts';
import { Database, type Service } from '../database.ts';
import type { Options } from '../tables/scope.ts';
import type { AttributeValue } from '../values/attribute-value.ts';

export type Told = Readonly<Record<string, unknown>>;
type Attributes = Readonly<Record<string, AttributeValue>>;

const CALLER = { account: '000000000000', region: 'us-east-1' };

/** The table of the probes: partition key `p`, sort key `s`, an index `by-g` over `g`, a stream of both images. */
const PROBED = {
  TableName: 'Probes',
  KeySchema: [
    { AttributeName: 'p', KeyType: 'HASH' },
    { AttributeName: 's', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: ['p', 's', 'g'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-g',
      KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  BillingMode: 'PAY_PER_REQUEST',
};

/** A key of the table of the probes. */
export const key = (p: string, s = '0') => ({ p: { S: p }, s: { S: s } });

/** Numbers as DynamoDB's JSON has them. */
export const n = (value: number | string) => ({ N: String(value) });

/** A database, its clock, and its answers. */
export class World {
  nowMs = Date.UTC(2026, 0, 1);
  chance: Chance = calm;
  readonly database: Database;

  constructor(options: Partial<Options> = {}) {
    this.database = new Database(options);
  }

  /** One with the table of the probes. */
  static probed(options: Partial<Options> = {}): World {
    const world = new World(options);
    world.call('CreateTable', PROBED);
    return world;
  }

  /** Makes a call. Throws DynamoDbError. */
  call(operation: string, input: object, service: Service = 'dynamodb'): Told {
    const { nowMs, chance } = this;
    return (this.database.call(service, operation, input, CALLER, { nowMs, chance }) ?? {}) as Told;
  }

  /** Makes a call and returns its answer, an error as `{ error, message, … }`. */
  tell(operation: string, input: object, service: Service = 'dynamodb'): Told {
    try {
      return this.call(operation, input, service);
    } catch (error) {
      if (!(error instanceof DynamoDbError)) throw error;
      return { error: error.code, message: error.message, ...error.details };
    }
  }

  put(item: Attributes, parameters: object = {}): Told {
    return this.tell('PutItem', { TableName: 'Probes', Item: item, ...parameters });
  }

  update(itemKey: Attributes, UpdateExpression: string | undefined, parameters: object = {}): Told {
    return this.tell('UpdateItem', { TableName: 'Probes', Key: itemKey, UpdateExpression, ...parameters });
  }

  /** An item as it is now; undefined if there is none. */
  item(itemKey: Attributes): Attributes | undefined {
    return this.call('GetItem', { TableName: 'Probes', Key: itemKey, ConsistentRead: true }).Item as
      | Attributes
      | undefined;
  }

  query(parameters: object): Told {
    return this.tell('Query', { TableName: 'Probes', ...parameters });
  }

  scan(parameters: object = {}): Told {
    return this.tell('Scan', { TableName: 'Probes', ...parameters });
  }
}

/** What a probe that is refused as invalid is told. */
export const invalid = (message: string) => ({ error: 'ValidationException', message });
export const conditionFailed = {
  error: 'ConditionalCheckFailedException',
  message: 'The conditional request failed',
};
