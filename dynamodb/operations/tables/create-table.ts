import { DynamoDbError, notModelled } from '../../calls/errors.ts';
import { Table } from '../../tables/table.ts';
import { placement } from '../../values/placement.ts';
import { createTableInput } from '../definitions/create-table-input.ts';
import { describeTable } from '../definitions/describe.ts';
import { checkStreamSpecification, enableStream } from '../definitions/enable-stream.ts';
import { readDefinition } from '../definitions/read-definition.ts';
import { readTags } from '../definitions/read-tags.ts';
import type { Operation } from '../operation.ts';

/** An id of a table in the form of a UUID: another for each creation, and the same for the same history. */
function idOf(arn: string, nowMs: number, number: number): string {
  const hex = ['a', 'b', 'c', 'd']
    .map((salt) => placement(`${salt}/${arn}/${nowMs}/${number}`).toString(16).padStart(8, '0'))
    .join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Creates a table. It answers as AWS does at once, while the table is being created. */
export const createTable: Operation<typeof createTableInput> = {
  name: 'CreateTable',
  input: createTableInput,
  perform(request, scope, { nowMs }) {
    const { TableName: name, StreamSpecification: stream } = request;
    if (request.ResourcePolicy !== undefined) throw notModelled('ResourcePolicy of CreateTable');
    const { transitionMs } = scope.options;
    const definition = readDefinition(request, nowMs, nowMs + transitionMs);
    const tags = readTags(request.Tags ?? []);
    if (stream !== undefined) checkStreamSpecification(stream);
    if (scope.find(name, nowMs) !== undefined)
      throw new DynamoDbError('ResourceInUseException', `Table already exists: ${name}`);
    const arn = scope.arn(`table/${name}`);
    const id = idOf(arn, nowMs, scope.countCreated());
    const table = new Table({ name, arn, id, createdMs: nowMs, historyMs: scope.options.historyMs }, definition);
    table.transition = { status: 'CREATING', untilMs: nowMs + transitionMs };
    table.tags = tags;
    scope.tables.set(name, table);
    if (stream?.StreamViewType !== undefined) enableStream(scope, table, stream.StreamViewType, nowMs);
    return { TableDescription: describeTable(scope, table, nowMs, true) };
  },
};
