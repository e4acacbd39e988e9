import { Duration, type Stack } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { DeadLetteredQueue } from '../constructs/dead-lettered-queue.ts';
import { HandlerFunction } from '../constructs/handler-function.ts';
import { ProtectedTable } from '../constructs/protected-table.ts';
import { ThrottledRestApi } from '../constructs/throttled-rest-api.ts';
import { emptyBundles } from './empty-bundles.ts';

export const noteBundles = emptyBundles(['api', 'keeper']);

/** A system with one of each kind: an API that takes notes, the queue behind it, its consumer, and the table that it writes. */
export const noteSystem = {
  name: 'notes',
  claim: 'Every note is kept once.',
  keyField: 'noteId',
  stack: async () => fillStack,
};

function fillStack(stack: Stack, bundle: (handler: string) => string): void {
  const [api, keeper] = (['api', 'keeper'] as const).map(
    (name) =>
      new HandlerFunction(stack, `${name}Handler`, {
        functionName: `notes-${name}`,
        bundle: bundle(name),
        service: 'notes',
        timeout: Duration.seconds(5),
      }),
  ) as [HandlerFunction, HandlerFunction];
  const queue = new DeadLetteredQueue(stack, 'Notes', {
    queueName: 'notes-new',
    visibilityTimeout: Duration.seconds(30),
  });
  queue.deliverTo(keeper);
  queue.grantSendTo(api, 'NOTES_QUEUE_URL');
  new ProtectedTable(stack, 'Kept', {
    tableName: 'notes-kept',
    partitionKey: { name: 'noteId', type: AttributeType.STRING },
  }).grantTo(keeper, 'KEPT_TABLE', ['PutItem']);
  new ThrottledRestApi(stack, 'RestApi', {
    restApiName: 'notes',
    stageName: 'lab',
    handler: api,
    routes: ['POST /notes'],
  });
}
