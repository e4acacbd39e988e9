const { DeleteItemCommand, DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
const { SendMessageBatchCommand, SQSClient } = require('@aws-sdk/client-sqs');

const db = new DynamoDBClient();
const sqs = new SQSClient();

exports.reserve = async (booking) => {
  const Item = { trip: { S: booking.trip }, seat: { S: booking.seat } };
  await db.send(new PutItemCommand({ TableName: process.env.SEATS, Item }));
  return booking;
};

// The card is good for 50 euros.
exports.pay = async (booking) => {
  if (booking.cents > 5_000) return { ...booking, isPaid: false };
  const Item = { trip: { S: booking.trip }, cents: { N: String(booking.cents) } };
  await db.send(new PutItemCommand({ TableName: process.env.PAYMENTS, Item }));
  return { ...booking, isPaid: true };
};

exports.cancel = async ({ trip }) => {
  await db.send(new DeleteItemCommand({ TableName: process.env.SEATS, Key: { trip: { S: trip } } }));
};

exports.announce = async ({ trip, seat }) => {
  const Entries = ['reserved', 'paid', 'booked'].map((state) => ({
    Id: state,
    MessageGroupId: trip,
    MessageDeduplicationId: `${trip}-${state}`,
    MessageBody: JSON.stringify({ trip, seat, state }),
  }));
  const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: process.env.NEWS, Entries }));
  if (Failed.length > 0) throw new Error(`${Failed.length} messages were not taken`);
  return {};
};
