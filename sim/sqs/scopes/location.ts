import type { Caller } from '../calls/circumstances.ts';
import { SqsError } from '../calls/errors.ts';

/** Where a queue is: its owner, and its name there. */
export interface Location extends Caller {
  readonly name: string;
}

/** A queue's address on AWS. */
export function awsUrl({ account, region }: Caller, name: string): string {
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}

/** The queue that a URL means: it ends in account and name, and tells its region in its host, or as LocalStack's in its path. */
export function readUrl(url: string, caller: Caller): Location {
  const [, host = '', path = ''] = /^https?:\/\/([^/]*)\/(.*?)\/?$/.exec(url) ?? [];
  const [name, account, ...before] = path.split('/').reverse();
  if (name === undefined || account === undefined || !/^\d{12}$/.test(account))
    throw new SqsError('InvalidAddress', `The address ${url} is not valid for this endpoint.`);
  const region = /^sqs\.([a-z0-9-]+)\./.exec(host)?.[1] ?? (before[1] === 'queue' ? before[0] : undefined);
  return { name, account, region: region ?? caller.region };
}

/** A queue's ARN. */
export function arnOf({ account, region }: Caller, name: string): string {
  return `arn:aws:sqs:${region}:${account}:${name}`;
}

/** The queue that an ARN means; undefined if it is none of a queue. */
export function readArn(arn: string): Location | undefined {
  const [, region, account, name] = /^arn:[^:]+:sqs:([^:]+):([^:]+):([^:]+)$/.exec(arn) ?? [];
  return region && account && name ? { region, account, name } : undefined;
}
