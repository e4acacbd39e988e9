import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Entry, entryOf, table } from '../../localstack/support/table.ts';
import { samples } from '../apps/properties/app.ts';
import type { Properties } from '../apps/properties/sample.ts';
import { CdkApp, physicalIdsOf, succeeds } from './cdk-app.ts';
import { apiReaders } from './properties/api-readers.ts';
import { dataReaders } from './properties/data-readers.ts';
import { functionReaders } from './properties/function-readers.ts';
import { messagingReaders } from './properties/messaging-readers.ts';
import { operationReaders } from './properties/operation-readers.ts';

const readers = { ...apiReaders, ...dataReaders, ...functionReaders, ...messagingReaders, ...operationReaders };
const app = new CdkApp('properties');
const stack = 'properties';
let physicalIds: Readonly<Record<string, string>>;

/** A value of the template as the deployment resolved it. */
function resolved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolved);
  if (typeof value !== 'object' || value === null) return value;
  if ('Ref' in value) return physicalIds[String(value.Ref)];
  if ('Fn::GetAtt' in value) return expect.any(String);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, resolved(each)]));
}

/** Services tell more than they were told: only what the template has is compared. */
function subset(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(subset);
  if (typeof value !== 'object' || value === null || '$$typeof' in value) return value;
  return expect.objectContaining(Object.fromEntries(Object.entries(value).map(([name, each]) => [name, subset(each)])));
}

const works = (entry: Entry | undefined): boolean => entry?.verdict.kind === 'works';

async function deployedIs(id: string, type: string, wanted: Properties): Promise<void> {
  const properties = resolved(wanted) as Properties;
  const read = await readers[type]?.(physicalIds[id] ?? '', properties);
  const compared = Object.entries(properties).filter(([name]) => works(entryOf(type).properties?.[name]));
  const found = Object.fromEntries(compared.map(([name]) => [name, read?.[name]]));
  expect(found).toEqual(Object.fromEntries(compared.map(([name, value]) => [name, subset(value)])));
}

/** What is deployed in other tests: code from assets, layers, APIs from files, HTTP APIs, nested stacks. */
const elsewhere = [
  /^AWS::ApiGatewayV2::/,
  /^AWS::CloudFormation::Stack /,
  /^AWS::ApiGateway::RestApi BodyS3Location$/,
  /^AWS::Lambda::Alias (ProvisionedConcurrencyConfig|RoutingConfig)$/,
  /^AWS::Lambda::Version (CodeSha256|ProvisionedConcurrencyConfig)$/,
  /^AWS::SNS::Subscription Region$/,
  /^AWS::StepFunctions::StateMachine DefinitionS3Location$/,
];

/** The properties that the table says work. */
function promised(): string[] {
  return [...table()].flatMap(([type, { verdict, properties = {} }]) =>
    verdict.kind === 'works'
      ? Object.entries(properties).flatMap(([name, entry]) => (works(entry) ? `${type} ${name}` : []))
      : [],
  );
}

const working = Object.entries(samples).filter(([, { type }]) => entryOf(type).properties !== undefined);

describe('every property of a template', () => {
  it('has a sample', () => {
    const tried = new Set(
      Object.values(samples).flatMap(({ type, first }) => Object.keys(first).map((name) => `${type} ${name}`)),
    );
    const untried = promised().filter((name) => !tried.has(name) && !elsewhere.some((pattern) => pattern.test(name)));
    expect(untried).toEqual([]);
  });

  beforeAll(async () => {
    await succeeds(app.deploy(stack));
    physicalIds = await physicalIdsOf(stack);
  });

  it.each(working)('is in the deployed resource: %s', (id, { type, first }) => deployedIs(id, type, first));

  describe('that is changed', () => {
    beforeAll(async () => {
      await succeeds(app.deploy(stack, 'second=true'));
      physicalIds = await physicalIdsOf(stack);
    });

    it.each(working.filter(([, { second }]) => second !== undefined))('is changed: %s', (id, { type, second = {} }) =>
      deployedIs(id, type, second),
    );
  });

  afterAll(async () => {
    await succeeds(app.destroy(stack));
    app.remove();
  });
});
