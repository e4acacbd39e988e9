import {
  GetAliasCommand,
  GetEventSourceMappingCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  GetFunctionUrlConfigCommand,
  GetLayerVersionByArnCommand,
  LambdaClient,
  ListTagsCommand,
} from '@aws-sdk/client-lambda';
import { type Reader, type Readers, tagsFrom } from './reader.ts';

const lambda = new LambdaClient({});

const fn: Reader = async (FunctionName, { Code }) => {
  const { Configuration, Tags, Concurrency } = await lambda.send(new GetFunctionCommand({ FunctionName }));
  return {
    ...Configuration,
    // Whoever calls it sees the code.
    Code,
    Environment: { Variables: Configuration?.Environment?.Variables },
    Layers: Configuration?.Layers?.map(({ Arn }) => Arn),
    ReservedConcurrentExecutions: Concurrency?.ReservedConcurrentExecutions,
    Tags: tagsFrom(Tags),
  };
};

const version: Reader = async (arn, wanted) => {
  const { FunctionName, Description } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: arn }));
  return { ...wanted, FunctionName, Description };
};

const alias: Reader = async (arn) => {
  const [FunctionName, Name] = arn.split(':').slice(-2);
  return { ...(await lambda.send(new GetAliasCommand({ FunctionName, Name }))), FunctionName };
};

const mapping: Reader = async (UUID) => {
  const found = await lambda.send(new GetEventSourceMappingCommand({ UUID }));
  const { Tags } = await lambda.send(new ListTagsCommand({ Resource: found.EventSourceMappingArn }));
  const { DestinationConfig, FunctionArn, State } = found;
  return {
    ...found,
    ...(DestinationConfig?.OnFailure && { DestinationConfig: { OnFailure: DestinationConfig.OnFailure } }),
    Enabled: State === 'Enabled',
    FunctionName: FunctionArn?.split(':').at(-1),
    Tags: tagsFrom(Tags),
  };
};

const invokeConfig: Reader = async (_, { Qualifier }) => {
  const asked = { FunctionName: 'props-function', Qualifier: String(Qualifier) };
  const { DestinationConfig, ...found } = await lambda.send(new GetFunctionEventInvokeConfigCommand(asked));
  // Where there is no destination, there is an empty one.
  const destinations = Object.entries(DestinationConfig ?? {}).filter(([, given]) => given?.Destination !== undefined);
  return { ...found, ...asked, DestinationConfig: Object.fromEntries(destinations) };
};

const url: Reader = async (FunctionName) => {
  const found = await lambda.send(new GetFunctionUrlConfigCommand({ FunctionName }));
  return {
    ...found,
    TargetFunctionArn: FunctionName.split(':').slice(0, 7).join(':'),
    Qualifier: FunctionName.split(':')[7],
  };
};

const layer: Reader = async (Arn, { Content }) => ({
  ...(await lambda.send(new GetLayerVersionByArnCommand({ Arn }))),
  LayerName: Arn.split(':')[6],
  Content,
});

export const functionReaders: Readers = {
  'AWS::Lambda::Function': fn,
  'AWS::Lambda::Version': version,
  'AWS::Lambda::Alias': alias,
  'AWS::Lambda::EventSourceMapping': mapping,
  'AWS::Lambda::EventInvokeConfig': invokeConfig,
  'AWS::Lambda::Url': url,
  'AWS::Lambda::LayerVersion': layer,
};
