import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { CdkApp, succeeds } from '../integration/cdk-app.ts';

jest.setTimeout(300_000);

const app = new CdkApp('bucket-deployment');
const s3 = new S3Client({ forcePathStyle: true });

async function objectAt(Key: string): Promise<string | undefined> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'bucket-deployment-site', Key }));
  return Body?.transformToString();
}

beforeAll(() => succeeds(app.deploy('bucket-deployment')));

afterAll(async () => {
  await succeeds(app.destroy('bucket-deployment'));
  app.remove();
});

it("the CDK's BucketDeployment fills a bucket, and values of the deployment stand in its files", async () => {
  expect(await objectAt('index.html')).toBe('hello');
  expect(await objectAt('config.json')).toBe('{"bucket":"bucket-deployment-site"}');
});
