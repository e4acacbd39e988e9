import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as lambda from '@aws-sdk/client-lambda';
import * as sqs from '@aws-sdk/client-sqs';
import { serviceOf } from '../../chaos/faults/misfit.ts';
import { didYouMean } from '../file/vocabulary.ts';

/** The API operations of the services that a serverless system is made of, as the SDK names them. */
const known: Readonly<Record<string, readonly string[]>> = {
  dynamodb: operationsOf(dynamodb),
  lambda: operationsOf(lambda),
  sqs: operationsOf(sqs),
};

function operationsOf(client: object): string[] {
  return Object.keys(client).flatMap((name) => /^([A-Z]\w+)Command$/.exec(name)?.[1] ?? []);
}

/**
 * What is wrong with the operations of a target: a service has no such operation, or where any service may be meant, one that
 * is known has nearly such a one. @returns a sentence without a full stop; undefined if nothing is
 */
export function wrongOperation(target: object): string | undefined {
  const named: unknown = 'operations' in target ? target.operations : undefined;
  if (!Array.isArray(named)) return undefined;
  const service = serviceOf(target);
  const operations = service === undefined ? Object.values(known).flat() : known[service];
  const wrong = named.map(String).find((name) => operations?.includes(name) === false);
  if (wrong === undefined) return undefined;
  const meant = didYouMean(wrong, operations ?? []);
  if (service === undefined && meant === '') return undefined;
  return `${service ?? 'the API'} has no operation "${wrong}"${meant}`;
}
