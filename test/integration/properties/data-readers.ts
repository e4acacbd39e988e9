import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ListTagsOfResourceCommand,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { DescribeKeyCommand, KMSClient, ListAliasesCommand, ListResourceTagsCommand } from '@aws-sdk/client-kms';
import {
  GetBucketCorsCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  GetObjectLockConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { DescribeSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  DescribeParametersCommand,
  GetParameterCommand,
  ListTagsForResourceCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { type Reader, type Readers, tagsFrom } from './reader.ts';

const dynamodb = new DynamoDBClient({});
const s3 = new S3Client({ forcePathStyle: true });
const ssm = new SSMClient({});
const secrets = new SecretsManagerClient({});
const kms = new KMSClient({});

async function describe(TableName: string) {
  const { Table = {} as TableDescription } = await dynamodb.send(new DescribeTableCommand({ TableName }));
  const { TimeToLiveDescription } = await dynamodb.send(new DescribeTimeToLiveCommand({ TableName }));
  const { Tags } = await dynamodb.send(new ListTagsOfResourceCommand({ ResourceArn: Table.TableArn }));
  return {
    ...Table,
    AttributeDefinitions: Table.AttributeDefinitions?.toSorted((a, b) =>
      String(a.AttributeName).localeCompare(String(b.AttributeName)),
    ),
    BillingMode: Table.BillingModeSummary?.BillingMode ?? 'PROVISIONED',
    DeletionProtectionEnabled: Table.DeletionProtectionEnabled ?? false,
    GlobalSecondaryIndexes: Table.GlobalSecondaryIndexes ?? [],
    Tags: tagsFrom(Tags),
    TimeToLiveSpecification: {
      AttributeName: TimeToLiveDescription?.AttributeName,
      Enabled: TimeToLiveDescription?.TimeToLiveStatus === 'ENABLED',
    },
  };
}

const table: Reader = (name) => describe(name);

const globalTable: Reader = async (name) => {
  const { DeletionProtectionEnabled, Tags, ...more } = await describe(name);
  return { ...more, Replicas: [{ Region: 'us-east-1', DeletionProtectionEnabled, Tags }] };
};

/** A setting of a bucket that is not there is an error of its own. */
async function unlessMissing<T>(asked: Promise<T>): Promise<Partial<T>> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && /^(NoSuch|.*NotFound)/.test(error.name)) return {};
    throw error;
  }
}

const bucket: Reader = async (Bucket) => {
  const cors = await unlessMissing(s3.send(new GetBucketCorsCommand({ Bucket })));
  const events = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
  const { TagSet } = await unlessMissing(s3.send(new GetBucketTaggingCommand({ Bucket })));
  const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
  const website = await unlessMissing(s3.send(new GetBucketWebsiteCommand({ Bucket })));
  const lock = await unlessMissing(s3.send(new GetObjectLockConfigurationCommand({ Bucket })));
  return {
    BucketName: Bucket,
    CorsConfiguration: {
      CorsRules: cors.CORSRules?.map(({ MaxAgeSeconds, ...rule }) => ({ ...rule, MaxAge: MaxAgeSeconds })),
    },
    NotificationConfiguration: {
      ...(events.QueueConfigurations && {
        QueueConfigurations: events.QueueConfigurations.map(({ Events, QueueArn }) => ({
          Event: Events?.[0],
          Queue: QueueArn,
        })),
      }),
      ...(events.EventBridgeConfiguration && { EventBridgeConfiguration: { EventBridgeEnabled: true } }),
    },
    ObjectLockConfiguration: lock.ObjectLockConfiguration,
    ObjectLockEnabled: lock.ObjectLockConfiguration !== undefined,
    Tags: tagsFrom(TagSet),
    VersioningConfiguration: { Status },
    WebsiteConfiguration: { IndexDocument: website.IndexDocument?.Suffix, ErrorDocument: website.ErrorDocument?.Key },
  };
};

const parameter: Reader = async (Name) => {
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
  const filter = { Key: 'Name', Option: 'Equals', Values: [Name] };
  const { Parameters = [] } = await ssm.send(new DescribeParametersCommand({ ParameterFilters: [filter] }));
  const { TagList } = await ssm.send(new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId: Name }));
  const Tags = Object.fromEntries((TagList ?? []).map(({ Key, Value }) => [Key, Value]));
  return { ...Parameter, ...Parameters[0], Tags };
};

const secret: Reader = async (SecretId, { GenerateSecretString }) => {
  const described = await secrets.send(new DescribeSecretCommand({ SecretId }));
  const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  const read = { ...described, SecretString, Tags: tagsFrom(described.Tags) };
  if (GenerateSecretString === undefined) return read;
  const { user, password } = JSON.parse(SecretString);
  const PasswordLength = String(password).length;
  const isPlain = /^[a-zA-Z0-9]*$/.test(password);
  return {
    ...read,
    GenerateSecretString: {
      SecretStringTemplate: JSON.stringify({ user }),
      GenerateStringKey: 'password',
      PasswordLength,
      ExcludePunctuation: isPlain,
    },
  };
};

const key: Reader = async (KeyId, { PendingWindowInDays }) => {
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
  const { Tags } = await kms.send(new ListResourceTagsCommand({ KeyId }));
  // How long a deletion takes is told when it begins.
  return { ...KeyMetadata, Tags: tagsFrom(Tags), PendingWindowInDays };
};

const keyAlias: Reader = async (AliasName) => {
  const { Aliases = [] } = await kms.send(new ListAliasesCommand({}));
  return { ...Aliases.find((alias) => alias.AliasName === AliasName) };
};

export const dataReaders: Readers = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': globalTable,
  'AWS::S3::Bucket': bucket,
  'AWS::SSM::Parameter': parameter,
  'AWS::SecretsManager::Secret': secret,
  'AWS::KMS::Key': key,
  'AWS::KMS::Alias': keyAlias,
};
