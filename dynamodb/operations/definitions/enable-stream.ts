import { validationError } from '../../calls/errors.ts';
import { Stream, type StreamViewType } from '../../streams/stream.ts';
import { keySchemaOf } from '../../tables/definition.ts';
import type { Scope } from '../../tables/scope.ts';
import type { Table } from '../../tables/table.ts';

/** What a request asks of a table's stream. */
export interface StreamSpecification {
  readonly StreamEnabled: boolean;
  readonly StreamViewType?: StreamViewType;
}

/** Checks a specification. Throws AWS's ValidationException. */
export function checkStreamSpecification({ StreamEnabled, StreamViewType }: StreamSpecification): void {
  if (StreamEnabled && StreamViewType === undefined)
    throw validationError(
      'One or more parameter values were invalid: StreamViewType is required when StreamEnabled is true',
    );
  if (!StreamEnabled && StreamViewType !== undefined)
    throw validationError(
      'One or more parameter values were invalid: StreamViewType cannot be specified when StreamEnabled is false',
    );
}

/** The moment as AWS writes it in the label of a stream. */
const labelOf = (atMs: number) => new Date(atMs).toISOString().slice(0, -1);

/** Starts a new stream of a table. */
export function enableStream(scope: Scope, table: Table, viewType: StreamViewType, nowMs: number): void {
  const { name } = table.origin;
  const arnAt = (atMs: number) => scope.arn(`table/${name}/stream/${labelOf(atMs)}`);
  let createdMs = nowMs;
  while (scope.streams.has(arnAt(createdMs))) createdMs += 1;
  const stream = new Stream({
    arn: arnAt(createdMs),
    label: labelOf(createdMs),
    tableName: name,
    keySchema: keySchemaOf(table.definition.key),
    viewType,
    createdMs,
    partitions: scope.options.partitions,
  });
  scope.streams.set(stream.of.arn, stream);
  table.stream = stream;
}
