const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');

const db = new DynamoDBClient({ maxAttempts: 2 });

// The board shows the newest state of each trip; the queue brings them in order.
exports.handler = async (event) => {
  const batchItemFailures = [];
  for (const { messageId, body } of event.Records) {
    const { trip, state } = JSON.parse(body);
    try {
      const Item = { trip: { S: trip }, state: { S: state } };
      await db.send(new PutItemCommand({ TableName: process.env.BOARD, Item }));
    } catch (error) {
      console.warn('to be tried again', error.message);
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
};
