import type { Circumstances } from '../../calls/circumstances.ts';
import { invalidValue } from '../../calls/errors.ts';
import type { Queue } from '../../queue/queue.ts';
import { findQueue, type Operation } from '../operation.ts';

interface Statement {
  readonly Sid?: string;
}

interface Policy {
  readonly Version: string;
  readonly Id: string;
  readonly Statement: readonly Statement[];
}

const oneOrMore = <T>(list: readonly T[]) => (list.length === 1 ? list[0] : list);

function policyOf({ arn, attributes }: Queue): Policy {
  const given = attributes.Policy === undefined ? {} : (JSON.parse(attributes.Policy) as Partial<Policy>);
  return { Version: '2008-10-17', Id: `${arn}/SQSDefaultPolicy`, Statement: [], ...given };
}

function put(queue: Queue, policy: Policy, circumstances: Circumstances): void {
  const { Policy: _, ...others } = queue.attributes;
  const isEmpty = policy.Statement.length === 0;
  queue.change(isEmpty ? others : { ...others, Policy: JSON.stringify(policy) }, circumstances);
}

/** AddPermission: a statement of the queue's policy, which nothing here asks. */
export const addPermission: Operation = (request, place, circumstances) => {
  const { queue } = findQueue(request, place);
  const label = request.requiredText('Label');
  const accounts = request.texts('AWSAccountIds').map((id) => `arn:aws:iam::${id}:root`);
  const actions = request.texts('Actions').map((action) => `SQS:${action}`);
  const policy = policyOf(queue);
  if (policy.Statement.some(({ Sid }) => Sid === label)) throw invalidValue(label, 'Label', 'Already exists.');
  const statement = {
    Sid: label,
    Effect: 'Allow',
    Principal: { AWS: oneOrMore(accounts) },
    Action: oneOrMore(actions),
    Resource: queue.arn,
  };
  put(queue, { ...policy, Statement: [...policy.Statement, statement] }, circumstances);
  return {};
};

/** RemovePermission. */
export const removePermission: Operation = (request, place, circumstances) => {
  const { queue } = findQueue(request, place);
  const label = request.requiredText('Label');
  const policy = policyOf(queue);
  const kept = policy.Statement.filter(({ Sid }) => Sid !== label);
  if (kept.length === policy.Statement.length) throw invalidValue(label, 'Label', "can't find label.");
  put(queue, { ...policy, Statement: kept }, circumstances);
  return {};
};
