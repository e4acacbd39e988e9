import type { Action, Attributes, Change, Condition, Key, Operand, Path, Source, Value, Write } from './actions.ts';

/** A call as AWS's protocol has it. */
export interface Request {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** The table that the calls are about. */
export const TABLE = {
  TableName: 'Random',
  KeySchema: [
    { AttributeName: 'p', KeyType: 'HASH' },
    { AttributeName: 's', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'p', AttributeType: 'S' },
    { AttributeName: 's', AttributeType: 'N' },
    { AttributeName: 'g', AttributeType: 'S' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-g',
      KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  BillingMode: 'PAY_PER_REQUEST',
};

const keyOf = ({ p, s }: Key): Attributes => ({ p: { S: p }, s: { N: s } });

/** Writes expressions and collects their placeholders. */
class Writer {
  readonly #names = new Map<string, string>();
  readonly #values: Value[] = [];

  get placeholders(): object {
    const names = Object.fromEntries([...this.#names].map(([name, placeholder]) => [placeholder, name]));
    const values = Object.fromEntries(this.#values.map((value, index) => [`:v${index}`, value]));
    return {
      ...(this.#names.size > 0 && { ExpressionAttributeNames: names }),
      ...(this.#values.length > 0 && { ExpressionAttributeValues: values }),
    };
  }

  path(path: Path): string {
    return path
      .map((step, index) => {
        if (typeof step === 'number') return `[${step}]`;
        if (!this.#names.has(step)) this.#names.set(step, `#${step}`);
        return `${index === 0 ? '' : '.'}${this.#names.get(step)}`;
      })
      .join('');
  }

  value(value: Value): string {
    return `:v${this.#values.push(value) - 1}`;
  }

  operand(operand: Operand): string {
    if ('value' in operand) return this.value(operand.value);
    return 'path' in operand ? this.path(operand.path) : `size(${this.path(operand.size)})`;
  }

  condition(condition: Condition): string {
    if ('both' in condition) return `(${condition.both.map((part) => this.condition(part)).join(` ${condition.is} `)})`;
    if ('not' in condition) {
      const negated = this.condition(condition.not);
      // AWS refuses parentheses that say nothing.
      return 'both' in condition.not ? `NOT ${negated}` : `NOT (${negated})`;
    }
    if ('value' in condition) return `${condition.is}(${this.path(condition.at)}, ${this.value(condition.value)})`;
    if ('at' in condition) return `${condition.is}(${this.path(condition.at)})`;
    const [a, ...rest] = condition.of.map((operand) => this.operand(operand));
    if (condition.is === 'BETWEEN') return `${a} BETWEEN ${rest.join(' AND ')}`;
    return condition.is === 'IN' ? `${a} IN (${rest.join(', ')})` : `${a} ${condition.is} ${rest[0]}`;
  }

  source(source: Source): string {
    if ('value' in source) return this.value(source.value);
    if ('path' in source) return this.path(source.path);
    if ('sum' in source) return `${this.path(source.of[0])} ${source.sum} ${this.value(source.of[1])}`;
    if ('append' in source) return `list_append(${this.path(source.append[0])}, ${this.value(source.append[1])})`;
    return `if_not_exists(${this.path(source.ifNotExists)}, ${this.value(source.or)})`;
  }

  changes(changes: readonly Change[]): string {
    return ['SET', 'REMOVE', 'ADD', 'DELETE']
      .flatMap((kind) => {
        const parts = changes.filter((change) => change.do === kind).map((change) => this.#change(change));
        return parts.length > 0 ? [`${kind} ${parts.join(', ')}`] : [];
      })
      .join(' ');
  }

  #change(change: Change): string {
    if (change.do === 'SET') return `${this.path(change.at)} = ${this.source(change.to)}`;
    return change.do === 'REMOVE' ? this.path(change.at) : `${this.path(change.at)} ${this.value(change.value)}`;
  }
}

function writeInput(write: Write): object {
  const writer = new Writer();
  return {
    TableName: TABLE.TableName,
    ...(write.write === 'Put' ? { Item: { ...keyOf(write.key), ...write.item } } : { Key: keyOf(write.key) }),
    ...(write.write === 'Update' && { UpdateExpression: writer.changes(write.changes) }),
    ...(write.condition && { ConditionExpression: writer.condition(write.condition) }),
    ...writer.placeholders,
  };
}

function readInput(filter: Condition | undefined, of: (writer: Writer) => object): Request['input'] {
  const writer = new Writer();
  const own = of(writer);
  const filtered = filter && { FilterExpression: writer.condition(filter) };
  return { TableName: TABLE.TableName, ...own, ...filtered, ...writer.placeholders };
}

/** A random call as it is sent. */
export function requestOf(action: Action): Request {
  switch (action.call) {
    case 'write':
      return {
        operation: `${action.write.write}Item`,
        input: {
          ...writeInput(action.write),
          ReturnValues: action.returns,
          ...(action.tellsItem && { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
        },
      };
    case 'get':
      return {
        operation: 'GetItem',
        input: { TableName: TABLE.TableName, Key: keyOf(action.key), ConsistentRead: true },
      };
    case 'transact':
      return {
        operation: 'TransactWriteItems',
        input: {
          TransactItems: action.writes.map((write) => ({ [write.write]: writeInput(write) })),
          ...(action.token && { ClientRequestToken: action.token }),
        },
      };
    case 'batch': {
      const requests = action.writes.map((write) =>
        write.write === 'Put'
          ? { PutRequest: { Item: { ...keyOf(write.key), ...write.item } } }
          : { DeleteRequest: { Key: keyOf(write.key) } },
      );
      return { operation: 'BatchWriteItem', input: { RequestItems: { [TABLE.TableName]: requests } } };
    }
    case 'transactGet': {
      const gets = action.keys.map((key) => ({ Get: { TableName: TABLE.TableName, Key: keyOf(key) } }));
      return { operation: 'TransactGetItems', input: { TransactItems: gets } };
    }
    case 'query': {
      const { p, range, filter, limit, backwards } = action;
      const input = readInput(filter, (writer) => {
        const partition = `${writer.path(['p'])} = ${writer.value({ S: p })}`;
        const bounds = range && ('than' in range ? [range.than] : [range.low, range.high]);
        const told = bounds?.map((N) => writer.value({ N })).join(' AND ');
        const sort = range && ` AND ${writer.path(['s'])} ${range.is} ${told}`;
        return {
          KeyConditionExpression: `${partition}${sort ?? ''}`,
          ConsistentRead: true,
          ScanIndexForward: !backwards,
          ...(limit && { Limit: limit }),
        };
      });
      return { operation: 'Query', input };
    }
    case 'queryIndex':
      return {
        operation: 'Query',
        input: readInput(action.filter, (writer) => ({
          IndexName: 'by-g',
          KeyConditionExpression: `${writer.path(['g'])} = ${writer.value({ S: action.g })}`,
        })),
      };
    case 'scan':
      return { operation: 'Scan', input: readInput(action.filter, () => ({ ConsistentRead: true })) };
  }
}
