import { type Samples, tags } from '../sample.ts';

const table = {
  TableName: 'props-table',
  AttributeDefinitions: [
    { AttributeName: 'gk', AttributeType: 'S' },
    { AttributeName: 'lk', AttributeType: 'S' },
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'N' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: 'local',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'lk', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
};
const index = (IndexName: string, units: number) => ({
  IndexName,
  KeySchema: [{ AttributeName: 'gk', KeyType: 'HASH' }],
  Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['note'] },
  ProvisionedThroughput: { ReadCapacityUnits: units, WriteCapacityUnits: units },
});
const globalTable = {
  TableName: 'props-global',
  AttributeDefinitions: [
    { AttributeName: 'gk', AttributeType: 'S' },
    { AttributeName: 'lk', AttributeType: 'S' },
    { AttributeName: 'pk', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'gk', KeyType: 'RANGE' },
  ],
  BillingMode: 'PAY_PER_REQUEST',
  LocalSecondaryIndexes: [
    {
      IndexName: 'local',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'lk', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
};
const globalIndex = (IndexName: string) => ({
  IndexName,
  KeySchema: [{ AttributeName: 'gk', KeyType: 'HASH' }],
  Projection: { ProjectionType: 'ALL' },
});

export const data: Samples = {
  Table: {
    type: 'AWS::DynamoDB::Table',
    first: {
      ...table,
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 4 },
      GlobalSecondaryIndexes: [index('first', 2)],
      DeletionProtectionEnabled: true,
      StreamSpecification: { StreamViewType: 'KEYS_ONLY' },
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      Tags: tags('a', 'b'),
    },
    second: {
      ...table,
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 6 },
      GlobalSecondaryIndexes: [index('second', 7)],
      DeletionProtectionEnabled: false,
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: 'ends', Enabled: true },
      Tags: tags('c'),
    },
  },
  GlobalTable: {
    type: 'AWS::DynamoDB::GlobalTable',
    first: {
      ...globalTable,
      GlobalSecondaryIndexes: [globalIndex('first')],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      Replicas: [
        {
          Region: 'us-east-1',
          DeletionProtectionEnabled: true,
          Tags: tags('a'),
        },
      ],
    },
    second: {
      ...globalTable,
      GlobalSecondaryIndexes: [globalIndex('second')],
      StreamSpecification: { StreamViewType: 'OLD_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'ends', Enabled: true },
      Replicas: [{ Region: 'us-east-1', DeletionProtectionEnabled: false, Tags: tags('b') }],
    },
  },
  Bucket: {
    type: 'AWS::S3::Bucket',
    first: {
      BucketName: 'props-bucket',
      CorsConfiguration: {
        CorsRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'], AllowedHeaders: ['x-a'], MaxAge: 60 }],
      },
      NotificationConfiguration: {
        QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: 'arn:aws:sqs:us-east-1:000000000000:props-dead' }],
      },
      Tags: tags('a'),
      VersioningConfiguration: { Status: 'Enabled' },
      WebsiteConfiguration: { IndexDocument: 'index.html', ErrorDocument: 'error.html' },
    },
    second: {
      BucketName: 'props-bucket',
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      VersioningConfiguration: { Status: 'Suspended' },
    },
    after: ['Dead'],
  },
  LockedBucket: {
    type: 'AWS::S3::Bucket',
    first: {
      BucketName: 'props-locked',
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 3 } },
      },
    },
  },
  Parameter: {
    type: 'AWS::SSM::Parameter',
    first: {
      Name: '/props/parameter',
      Type: 'StringList',
      Value: 'a,b',
      Description: 'first',
      AllowedPattern: '^[a-z,]*$',
      DataType: 'text',
      Tier: 'Advanced',
      Tags: { owner: 'a' },
    },
    second: {
      Name: '/props/parameter',
      Type: 'StringList',
      Value: 'c,d',
      Description: 'second',
      AllowedPattern: '^[a-d,]*$',
      DataType: 'text',
      Tier: 'Advanced',
      Tags: { owner: 'b' },
    },
  },
  Secret: {
    type: 'AWS::SecretsManager::Secret',
    first: { Name: 'props-secret', Description: 'first', SecretString: 'one', Tags: tags('a', 'b') },
    second: { Name: 'props-secret', Description: 'second', SecretString: 'two', Tags: tags('c') },
  },
  GeneratedSecret: {
    type: 'AWS::SecretsManager::Secret',
    first: {
      Name: 'props-generated',
      GenerateSecretString: {
        SecretStringTemplate: '{"user":"anna"}',
        GenerateStringKey: 'password',
        PasswordLength: 40,
        ExcludePunctuation: true,
      },
    },
  },
  Key: {
    type: 'AWS::KMS::Key',
    first: {
      Description: 'a key',
      Enabled: false,
      KeySpec: 'HMAC_256',
      KeyUsage: 'GENERATE_VERIFY_MAC',
      PendingWindowInDays: 8,
      Tags: tags('a'),
      KeyPolicy: { Version: '2012-10-17', Statement: [] },
    },
  },
  KeyAlias: {
    type: 'AWS::KMS::Alias',
    first: { AliasName: 'alias/props', TargetKeyId: { Ref: 'Key' } },
  },
};
