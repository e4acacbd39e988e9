const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, TransactWriteCommand } = require('@aws-sdk/lib-dynamodb');

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.TOTALS_TABLE;

// Adds each reading to the total of its meter, once, whoever else adds to it meanwhile.
exports.handler = async (event) => {
  const batchItemFailures = [];
  for (const record of event.Records) {
    try {
      await count(JSON.parse(record.body));
    } catch (error) {
      console.log(JSON.stringify({ level: 'warn', message: 'to be tried again', error: error.message }));
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
};

async function count({ reading, meter, kwh }) {
  const TransactItems = [
    { Put: { TableName, Item: { id: `reading ${reading}` }, ConditionExpression: 'attribute_not_exists(id)' } },
    {
      Update: {
        TableName,
        Key: { id: meter },
        UpdateExpression: 'ADD #total :kwh, readings :one',
        ExpressionAttributeNames: { '#total': 'total' },
        ExpressionAttributeValues: { ':kwh': kwh, ':one': 1 },
      },
    },
  ];
  try {
    await db.send(new TransactWriteCommand({ TransactItems }));
  } catch (error) {
    const isKnown = error.CancellationReasons?.[0]?.Code === 'ConditionalCheckFailed';
    if (!isKnown) throw error;
  }
}
