import { App, CfnResource, FileAssetPackaging, Stack } from 'aws-cdk-lib';
import type { Sample, Samples } from './sample.ts';
import { apis } from './samples/apis.ts';
import { data } from './samples/data.ts';
import { functions } from './samples/functions.ts';
import { messaging } from './samples/messaging.ts';
import { operations } from './samples/operations.ts';

/** One resource of each type that works, with every property that works; `-c second=true` makes the changed ones. */
export const samples: Samples = { ...messaging, ...data, ...functions, ...operations, ...apis };

function properties(app: App): Stack {
  const stack = new Stack(app, 'properties');
  const isSecond = app.node.tryGetContext('second') !== undefined;
  const layer = stack.synthesizer.addFileAsset({
    sourceHash: 'layer',
    fileName: `${import.meta.dirname}/code`,
    packaging: FileAssetPackaging.ZIP_DIRECTORY,
  });
  const made = Object.entries(samples).map(([id, { type, first, second }]) => {
    const given = isSecond && second !== undefined ? second : first;
    const content = id === 'Layer' ? { Content: { S3Bucket: layer.bucketName, S3Key: layer.objectKey } } : {};
    const resource = new CfnResource(stack, id, { type, properties: { ...given, ...content } });
    resource.overrideLogicalId(id);
    return [id, resource] as const;
  });
  const resources = new Map(made);
  for (const [id, { after = [] }] of Object.entries<Sample>(samples))
    for (const each of after) resources.get(id)?.addDependency(resources.get(each) as CfnResource);
  return stack;
}

if (import.meta.main) {
  const app = new App();
  properties(app);
  app.synth();
}
