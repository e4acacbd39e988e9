const { randomUUID } = require('node:crypto');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, PutCommand } = require('@aws-sdk/lib-dynamodb');

const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient());

const keeping =
  (idOf) =>
  async ({ Records }) => {
    for (const { body } of Records) {
      const { job } = JSON.parse(body);
      await dynamo.send(new PutCommand({ TableName: process.env.TABLE, Item: { id: idOf(job), job } }));
    }
  };

exports.twice = keeping(() => randomUUID());
exports.once = keeping((job) => job);
