import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';

const persistenceStore = new DynamoDBPersistenceLayer({ tableName: process.env.SEEN_TABLE });
const config = new IdempotencyConfig({ eventKeyJmesPath: 'order' });

/** A handler of messages that does each order once, as the documentation of Powertools shows it. */
export function once(process) {
  const processOnce = makeIdempotent(process, { persistenceStore, config });
  return async (event, context) => {
    config.registerLambdaContext(context);
    const batchItemFailures = [];
    for (const { messageId, body } of event.Records) {
      try {
        await processOnce(JSON.parse(body));
      } catch (error) {
        console.warn('to be tried again', error.message);
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  };
}
