import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { CreateQueueCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from '@jest/globals';
import { deployZip } from './zip-function.ts';

describe('the network of a function', () => {
  it("ends at this machine's loopback, at once, and the log names host and option", async () => {
    // The name belongs to nobody (RFC 2606) and the address to this machine: nothing leaves it, whatever a function reaches.
    const code = `export const handler = async ({ url }) => { await fetch(url); };`;
    await using fn = await deployZip({ 'index.mjs': code });
    const byName = await fn.invoke({ url: 'https://api.example.invalid/' });
    expect(byName.error).toBe('Unhandled');
    expect(byName.log).toMatch(
      /FAULTLINE api.example.invalid cannot be reached: .* FAULTLINE_EGRESS=api.example.invalid/,
    );
    const [outside] = Object.values(networkInterfaces()).flatMap((addresses = []) =>
      addresses.filter(({ family, internal }) => family === 'IPv4' && !internal),
    );
    if (outside === undefined) return;
    let reached = 0;
    const listener = createServer((socket) => {
      reached += 1;
      socket.destroy();
    }).listen(0, outside.address);
    await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    const byAddress = await fn.invoke({ url: `http://${outside.address}:${port}/` });
    await listener[Symbol.asyncDispose]();
    expect(byAddress.log).toContain(`FAULTLINE ${outside.address} cannot be reached: `);
    expect(byAddress.log).toContain('FAULTLINE_EGRESS=');
    expect(reached).toBe(0);
  });

  it("answers AWS's names from the engine, for every language", async () => {
    const QueueName = `faultline-test-${crypto.randomUUID().slice(0, 8)}`;
    await new SQSClient({}).send(new CreateQueueCommand({ QueueName }));
    await new SQSClient({}).send(new GetQueueUrlCommand({ QueueName }));
    const bootstrap = `#!/bin/sh
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
while true; do
  headers=$(mktemp)
  curl -sS -o /dev/null -D "$headers" "$api/next"
  id=$(grep -i lambda-runtime-aws-request-id "$headers" | tr -d '[:space:]' | cut -d: -f2)
  found=$(curl -sS "https://sqs.us-east-1.amazonaws.com/?Action=GetQueueUrl&QueueName=${QueueName}" | grep -c "${QueueName}")
  curl -sS -o /dev/null "$api/$id/response" -d "$found"
done
`;
    await using fn = await deployZip({ bootstrap }, { Runtime: 'provided.al2023', Timeout: 10 });
    expect((await fn.invoke()).payload).toBe(1);
  });
});
