import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { logInjection } from '../../injection.ts';
import { withChaos } from '../../sdk-plugin.ts';
import { ruleOf, underRules } from './under-rules.ts';

/**
 * A process of its own that makes three calls under one rule: what a test of dying cannot do to itself.
 * Arguments: the client's configuration and the rule's changes, both JSON.
 */
const [, , configuration = '', changes = ''] = process.argv;
const { environment } = underRules([ruleOf('crash-at-call', JSON.parse(changes))]);
const client = withChaos(new DynamoDBClient(JSON.parse(configuration)), { ...environment, log: logInjection });
for (const n of [1, 2, 3]) {
  await client.send(new PutItemCommand({ TableName: 't', Item: { orderId: { S: 'order-1' }, n: { N: String(n) } } }));
}
