const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand, PutCommand } = require('@aws-sdk/lib-dynamodb');

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.TOTALS_TABLE;

// Adds each reading to the total of its meter.
exports.handler = async (event) => {
  for (const record of event.Records) {
    const { meter, kwh } = JSON.parse(record.body);
    const { Item } = await db.send(new GetCommand({ TableName, Key: { id: meter } }));
    const total = (Item?.total ?? 0) + kwh;
    const readings = (Item?.readings ?? 0) + 1;
    await db.send(new PutCommand({ TableName, Item: { id: meter, total, readings } }));
  }
  return { batchItemFailures: [] };
};
