const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');

const db = new DynamoDBClient({ maxAttempts: 2 });

// The board shows the newest state of each trip. What comes after a failure waits behind it: it would be overtaken.
exports.handler = async (event) => {
  const stuck = new Set();
  const batchItemFailures = [];
  for (const { messageId, body, attributes } of event.Records) {
    const { trip, state } = JSON.parse(body);
    try {
      if (stuck.has(attributes.MessageGroupId)) throw new Error('an earlier message of its group waits');
      const Item = { trip: { S: trip }, state: { S: state } };
      await db.send(new PutItemCommand({ TableName: process.env.BOARD, Item }));
    } catch (error) {
      console.warn('to be tried again', error.message);
      stuck.add(attributes.MessageGroupId);
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
};
