import { calm as calmDatabase } from '../../../dynamodb/calls/circumstances.ts';
import { Database } from '../../../dynamodb/database.ts';
import { Timeline } from '../../time/timeline.ts';
import { calm } from '../chance/calm.ts';
import type { Invoked, Mapping } from '../invocation.ts';
import { startStreamMapping } from '../stream/mapping.ts';
import type { StreamMappingSettings } from '../stream/settings.ts';

const CALLER = { account: '000000000000', region: 'us-east-1' };
const SECOND_MS = 1000;

/** An invocation as a test sees it: keys and sequence numbers of its records. */
export interface Invocation {
  readonly atMs: number;
  readonly keys: readonly string[];
  readonly numbers: readonly string[];
  readonly records: readonly object[];
}

/** A table with a stream, a mapping and a function that does as it is told, in virtual time. */
export class StreamWorld {
  readonly timeline = new Timeline(Date.UTC(2026, 0, 1));
  readonly database: Database;
  readonly invocations: Invocation[] = [];
  readonly failures: object[] = [];
  readonly streamArn: string;

  constructor(partitions = 1) {
    this.database = new Database({ partitions });
    const created = this.call('dynamodb', 'CreateTable', {
      TableName: 'orders',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    }) as { readonly TableDescription: { readonly LatestStreamArn: string } };
    this.streamArn = created.TableDescription.LatestStreamArn;
  }

  call(service: 'dynamodb' | 'dynamodbstreams', operation: string, input: object): object {
    const circumstances = { nowMs: this.timeline.nowMs, chance: calmDatabase };
    return this.database.call(service, operation, input, CALLER, circumstances) ?? {};
  }

  put(id: string, version = 1): void {
    this.call('dynamodb', 'PutItem', { TableName: 'orders', Item: { id: { S: id }, version: { N: String(version) } } });
  }

  map(
    settings: Partial<StreamMappingSettings>,
    behave: (
      invocation: Invocation,
      nth: number,
    ) => { readonly afterMs?: number; readonly ended?: Invoked } = () => ({}),
  ): Mapping {
    return startStreamMapping(
      { EventSourceArn: this.streamArn, StartingPosition: 'TRIM_HORIZON', ...settings },
      {
        streams: (operation, input) => this.call('dynamodbstreams', operation, input),
        timeline: this.timeline,
        luck: calm,
        sendFailure: (_arn, body) => this.failures.push(body),
        invoke: ({ Records: records }, done) => {
          const parts = records as readonly { dynamodb: { Keys: { id: { S: string } }; SequenceNumber: string } }[];
          const keys = parts.map(({ dynamodb }) => dynamodb.Keys.id.S);
          const numbers = parts.map(({ dynamodb }) => dynamodb.SequenceNumber);
          const invocation = { atMs: this.timeline.nowMs, keys, numbers, records };
          this.invocations.push(invocation);
          const { afterMs = 0, ended = { kind: 'answered', payload: null } } = behave(
            invocation,
            this.invocations.length,
          );
          this.timeline.after(afterMs, () => done(ended));
        },
      },
    );
  }

  /** The keys of each invocation, one after another. */
  get keys(): readonly string[] {
    return this.invocations.map(({ keys }) => keys.join());
  }

  /** Lets time go on. */
  wait(seconds: number): void {
    const untilMs = this.timeline.nowMs + seconds * SECOND_MS;
    let isThere = false;
    this.timeline.at(untilMs, () => {
      isThere = true;
    });
    while (!isThere) this.timeline.step();
  }
}
