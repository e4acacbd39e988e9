// A custom resource as people write it by hand: it answers to the address itself.
const https = require('node:https');

exports.handler = async (event) => {
  console.log(
    JSON.stringify({
      asked: event.RequestType,
      name: event.ResourceProperties.Name,
      was: event.OldResourceProperties?.Name,
      count: event.ResourceProperties.Count,
      physicalId: event.PhysicalResourceId,
    }),
  );
  const { Name: name, Fail: fail } = event.ResourceProperties;
  if (fail === 'throw') throw new Error('out of greetings');
  const body = JSON.stringify({
    Status: fail === event.RequestType ? 'FAILED' : 'SUCCESS',
    Reason: `no greeting for ${name}`,
    PhysicalResourceId: event.RequestType === 'Delete' ? event.PhysicalResourceId : `greeting-${name}`,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    Data: { Text: `hello ${name}`, 'Nested.Length': name.length },
  });
  const { hostname, pathname } = new URL(event.ResponseURL);
  await new Promise((resolve, reject) => {
    const options = {
      hostname,
      port: 443,
      path: pathname,
      method: 'PUT',
      headers: { 'content-length': Buffer.byteLength(body) },
    };
    https.request(options, resolve).on('error', reject).end(body);
  });
};
