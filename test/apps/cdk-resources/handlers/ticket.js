// For CDK's provider framework: a ticket is bought at once and is there at the second look.
let looks = 0;

exports.onEvent = async ({ RequestType, ResourceProperties, PhysicalResourceId }) => ({
  PhysicalResourceId: PhysicalResourceId ?? `ticket-${ResourceProperties.Seat}`,
  Data: { Type: RequestType, Seat: ResourceProperties.Seat },
});

exports.isComplete = async ({ RequestType }) => {
  looks += 1;
  return RequestType === 'Delete' || looks > 1 ? { IsComplete: true, Data: { Gate: 'A7' } } : { IsComplete: false };
};

exports.handler = async () => 'ok';
