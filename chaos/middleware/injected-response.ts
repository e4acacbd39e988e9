import type { SdkClient } from './calls/sdk-client.ts';

/** An error as a service answers it. */
export interface Refusal {
  readonly code: string;
  /** HTTP status. */
  readonly status: number;
  readonly message: string;
  /** Further members of the exception, as they are on the wire; only of services that speak JSON. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/**
 * The HTTP answer of a service that refuses, in the form of the client's protocol, for the SDK's own deserializer
 * (https://smithy.io/2.0/aws/protocols/index.html).
 */
export function refusal({ config }: SdkClient, error: Refusal) {
  const protocol = protocolOf(config.protocol);
  const write = forms[protocol] ?? json;
  return { statusCode: error.status, ...write(error, config.serviceId) };
}

type Form = (error: Refusal, serviceId: string) => { headers: Record<string, string>; body: Uint8Array };

const json: Form = ({ code, status, message, members }, serviceId) => ({
  headers: {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-errortype': code,
    // SQS adds the code that it had before it spoke JSON (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#querycompatible-trait).
    ...(serviceId === 'SQS' && { 'x-amzn-query-error': `${queryCodes[code] ?? code};${faultOf(status)}` }),
  },
  body: bytes(JSON.stringify({ __type: code, message, ...members })),
});

const queryCodes: Readonly<Record<string, string>> = { KmsThrottled: 'KMS.ThrottlingException' };

const xml =
  (before: string, after: string): Form =>
  ({ code, status, message }) => ({
    headers: { 'content-type': 'text/xml' },
    body: bytes(
      `${before}<Error><Type>${faultOf(status)}</Type><Code>${code}</Code><Message>${message}</Message></Error>${after}`,
    ),
  });

const cbor: Form = ({ code, message }) => ({
  headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
  body: Uint8Array.from([0xa2, ...['__type', code, 'message', message].flatMap(cborText)]),
});

const forms: Readonly<Record<string, Form>> = {
  awsQuery: xml('<ErrorResponse>', '</ErrorResponse>'),
  ec2Query: xml('<Response><Errors>', '</Errors></Response>'),
  restXml: xml('', ''),
  rpcv2Cbor: cbor,
};

/** The protocol's name without its namespace: `awsJson1_0`. */
function protocolOf(protocol: unknown): string {
  const id = (protocol as { getShapeId?: () => string } | undefined)?.getShapeId?.();
  return id === undefined ? 'awsJson1_0' : id.slice(id.indexOf('#') + 1);
}

function faultOf(status: number): 'Sender' | 'Receiver' {
  return status < 500 ? 'Sender' : 'Receiver';
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** A text string of less than 64 KiB (https://www.rfc-editor.org/rfc/rfc8949#section-3.1, major type 3). */
function cborText(text: string): number[] {
  const content = bytes(text);
  return [0x79, content.length >> 8, content.length & 0xff, ...content];
}
