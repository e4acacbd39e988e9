import { type Call as AwsCall, callOf, nameOf } from '../../chaos/middleware/calls/call.ts';
import { readTarget } from '../../dynamodb/server/answer.ts';
import { callerOf } from '../../dynamodb/server/caller.ts';
import type { Received } from '../../dynamodb/server/http.ts';
import type { Target } from './rule.ts';

/** A call of DynamoDB or DynamoDB Streams as rules aim at it. */
export interface Call extends AwsCall {
  /** `service:Operation`. */
  readonly name: string;
  /** What is attempted: the name and the tables. */
  readonly point: string;
  readonly region: string | undefined;
  /** The session token that it is signed with. */
  readonly token: string | undefined;
  /** Whether services of LocalStack call each other. */
  readonly isInternal: boolean;
}

/** How LocalStack says that a call is one of its own. */
const INTERNAL = 'x-faultline-internal';
/** As the SDK calls the services, in lower case. */
const SDK_NAMES = { dynamodb: 'dynamodb', dynamodbstreams: 'dynamodb streams' };

/** What a request is about; undefined if AWS would not understand it either. */
export function readCall({ target, authorization, body, headers }: Received): Call | undefined {
  const called = readTarget(target);
  const input = called && parse(body);
  if (called === undefined || input === undefined) return undefined;
  const call = callOf(SDK_NAMES[called.service], called.operation, input);
  const name = nameOf(call);
  const token = headers['x-amz-security-token'];
  return {
    ...{ ...call, name, point: [name, ...call.tables].join(' ') },
    region: callerOf(authorization)?.region,
    token: typeof token === 'string' ? token : undefined,
    isInternal: INTERNAL in headers,
  };
}

function parse(body: string): object | undefined {
  try {
    const input: unknown = JSON.parse(body);
    return typeof input === 'object' && input !== null ? input : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a call is one that the target means, as far as the call itself tells. */
export function fits({ service, operation, tables, region, isInternal }: Call, target: Target): boolean {
  return (
    isInternal === (target.from === 'services') &&
    (target.service === undefined || service.replace(' ', '') === target.service) &&
    (target.operations === undefined || target.operations.includes(operation)) &&
    (target.region === undefined || target.region === region) &&
    (target.table === undefined || tables.includes(target.table))
  );
}
