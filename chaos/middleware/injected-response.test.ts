import { describe, expect, it } from '@jest/globals';
import { refusal } from './injected-response.ts';

const client = (protocol: string | undefined, serviceId = 'Service') => ({
  config: { serviceId, ...(protocol !== undefined && { protocol: { getShapeId: () => protocol } }) },
  middlewareStack: { add: () => undefined },
});
const error = { code: 'ThrottlingException', status: 400, message: 'Too fast.' };
const text = (protocol: string) => new TextDecoder().decode(refusal(client(protocol), error).body);

describe('an injected answer', () => {
  it.each([undefined, 'aws.protocols#awsJson1_0', 'aws.protocols#awsJson1_1', 'aws.protocols#restJson1'])(
    'is JSON for %s, with the code in body and header',
    (protocol) => {
      const answer = refusal(client(protocol), { ...error, members: { Reason: 'x' } });
      expect(answer).toMatchObject({ statusCode: 400, headers: { 'x-amzn-errortype': 'ThrottlingException' } });
      expect(JSON.parse(new TextDecoder().decode(answer.body))).toEqual({
        __type: 'ThrottlingException',
        message: 'Too fast.',
        Reason: 'x',
      });
    },
  );

  it('is XML in the form of each protocol that speaks it', () => {
    const inner = '<Error><Type>Sender</Type><Code>ThrottlingException</Code><Message>Too fast.</Message></Error>';
    expect(text('aws.protocols#restXml')).toBe(inner);
    expect(text('aws.protocols#awsQuery')).toBe(`<ErrorResponse>${inner}</ErrorResponse>`);
    expect(text('aws.protocols#ec2Query')).toBe(`<Response><Errors>${inner}</Errors></Response>`);
  });

  it('is CBOR: a map of two texts', () => {
    const { headers, body } = refusal(client('smithy.protocols#rpcv2Cbor'), { ...error, code: 'A', message: 'B' });
    expect(headers['smithy-protocol']).toBe('rpc-v2-cbor');
    const hex = Buffer.from(body).toString('hex');
    expect(hex).toBe(
      `a2${['__type', 'A', 'message', 'B'].map((part) => `7900${Buffer.from([part.length]).toString('hex')}${Buffer.from(part).toString('hex')}`).join('')}`,
    );
  });

  it('of SQS names the code that it has in the older protocol', () => {
    const header = (code: string, status: number) =>
      refusal(client(undefined, 'SQS'), { code, status, message: '' }).headers['x-amzn-query-error'];
    expect(header('KmsThrottled', 400)).toBe('KMS.ThrottlingException;Sender');
    expect(header('InternalFailure', 500)).toBe('InternalFailure;Receiver');
  });
});
