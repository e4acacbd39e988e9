const role = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
  },
};

/** Says and waits as it is told. */
const code = `exports.handler = async ({ say = '', waitMs = 0 }) => {
  process.stderr.write(say + '\\n');
  await new Promise((resolve) => setTimeout(resolve, waitMs));
};`;

const aFunction = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Timeout: 10,
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Code: { ZipFile: code },
  },
};

const aQueue = (properties: object = {}) => ({ Type: 'AWS::SQS::Queue', Properties: properties });

const resources = {
  Role: role,
  Dead: aQueue(),
  Redriven: aQueue({
    VisibilityTimeout: 0,
    RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 1 },
  }),
  Changed: aQueue(),
  Fed: aQueue({ VisibilityTimeout: 30 }),
  Items: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    },
  },
  Starved: aFunction,
  Hurried: aFunction,
  Speaker: aFunction,
  Consumer: aFunction,
  Mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: { EventSourceArn: { 'Fn::GetAtt': ['Fed', 'Arn'] }, FunctionName: { Ref: 'Consumer' }, BatchSize: 1 },
  },
};

const referred = ['Dead', 'Redriven', 'Changed', 'Fed', 'Items', 'Starved', 'Hurried', 'Speaker', 'Mapping'];

/** The stack that questions are put to. */
export const askedTemplate = {
  Resources: resources,
  Outputs: {
    ...Object.fromEntries(referred.map((name) => [name, { Value: { Ref: name } }])),
    Stream: { Value: { 'Fn::GetAtt': ['Items', 'StreamArn'] } },
  },
};
