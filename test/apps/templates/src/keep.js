const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, PutCommand } = require('@aws-sdk/lib-dynamodb');

const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient());

exports.handler = async ({ Records }) => {
  for (const { body } of Records) {
    await dynamo.send(new PutCommand({ TableName: process.env.TABLE, Item: JSON.parse(body) }));
  }
};
