import { DynamoDbError, notFound, validationError } from '../../calls/errors.ts';
import type { Read } from '../../shapes/shape.ts';
import type { Definition, Index } from '../../tables/definition.ts';
import type { Table } from '../../tables/table.ts';
import { changeLimits } from './on-demand-throughput.ts';
import type { globalIndexUpdate } from './parameters.ts';
import { checkIndexes } from './read-definition.ts';
import { invalid, readGlobalIndex, type Types } from './read-index.ts';

type IndexChange = Read<typeof globalIndexUpdate>;

const MAX_GLOBAL_INDEXES = 20;

const nameIn = ({ Create: create, Update: update, Delete: erase }: IndexChange) =>
  (create ?? update ?? erase)?.IndexName;

/** Checks changes of global indexes as far as the request alone tells. Throws AWS's errors. */
export function checkIndexChanges(changes: readonly IndexChange[]): void {
  const names = new Set<string | undefined>();
  for (const change of changes) {
    const kinds = Object.keys(change).length;
    if (kinds === 0)
      throw invalid(
        'One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null',
      );
    if (kinds > 1)
      throw invalid(
        'Only one of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete may be set',
      );
    const name = nameIn(change);
    if (names.has(name))
      throw invalid(`Only one global secondary index update per index is allowed simultaneously. Index: ${name}`);
    names.add(name);
  }
  if (changes.filter(({ Create, Delete }) => Create !== undefined || Delete !== undefined).length > 1)
    throw new DynamoDbError(
      'LimitExceededException',
      'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    );
}

function checkTypes({ definition }: Table, changed: Definition): void {
  const differs = Object.keys(definition.types).find((name) => definition.types[name] !== changed.types[name]);
  if (differs !== undefined)
    throw invalid(
      `Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. Attribute: ${differs}`,
    );
}

/**
 * The indexes of a table after the changes. A new one takes the types of its key from what the request defines, `given`, and from
 * nowhere else. Throws AWS's errors for what cannot be.
 */
export function changeIndexes(
  table: Table,
  changed: Definition,
  given: Types,
  changes: readonly IndexChange[],
  settlesMs: number,
): readonly Index[] {
  checkTypes(table, changed);
  let indexes = table.definition.indexes.map((index) => {
    const onDemandThroughput = changeLimits(index.onDemandThroughput, undefined, changed.billingMode);
    return { ...index, onDemandThroughput };
  });
  for (const { Create: create, Update: update, Delete: erase } of changes) {
    const name = (create ?? update ?? erase)?.IndexName as string;
    const known = indexes.find((index) => index.name === name);
    if (create !== undefined) {
      if (known !== undefined) throw validationError(`Attempting to create an index which already exists: ${name}`);
      const isOnDemand = changed.billingMode === 'PAY_PER_REQUEST';
      indexes.push(readGlobalIndex(create, given, isOnDemand, settlesMs));
      if (indexes.filter(({ isGlobal }) => isGlobal).length > MAX_GLOBAL_INDEXES)
        throw new DynamoDbError(
          'LimitExceededException',
          `GlobalSecondaryIndex count exceeds the per-table limit of ${MAX_GLOBAL_INDEXES}`,
        );
    } else if (known === undefined || !known.isGlobal) {
      throw notFound('Requested resource not found');
    } else if (erase !== undefined) {
      indexes = indexes.filter((index) => index !== known);
    } else if (update !== undefined) {
      const throughput = update.ProvisionedThroughput ?? known.throughput;
      const { WarmThroughput: warmThroughput = known.warmThroughput } = update;
      const onDemandThroughput = changeLimits(
        known.onDemandThroughput,
        update.OnDemandThroughput,
        changed.billingMode,
        name,
      );
      const after = { ...known, throughput, onDemandThroughput, warmThroughput };
      indexes = indexes.map((index) => (index === known ? after : index));
    }
  }
  checkIndexes(indexes);
  return indexes;
}
