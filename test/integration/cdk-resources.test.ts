import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { HeadBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CdkApp, outputsOf, statusOf, succeeds } from './cdk-app.ts';
import { eventually, queueUrl, sqs } from './order-system-client.ts';

const app = new CdkApp('cdk-resources');
const stack = 'cdk-resources';
const s3 = new S3Client({ forcePathStyle: true });
const Bucket = 'cdk-resources-bucket';

describe("the CDK's own custom resources", () => {
  beforeAll(() => succeeds(app.deploy(stack)));
  afterAll(() => app.remove());

  it('have attributes: of a provider that waits until all is there, and of an AWS call', async () => {
    expect(await outputsOf(stack)).toEqual({ Seat: '12C', Gate: 'A7', Word: 'hello' });
  });

  it("set the retention of a function's logs", async () => {
    const asked = new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/lambda/cdk-resources-quiet' });
    const { logGroups } = await new CloudWatchLogsClient({}).send(asked);
    expect(logGroups).toMatchObject([{ retentionInDays: 7 }]);
  });

  it('have a queue told of what is put into a bucket', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a/picture', Body: 'x' }));
    const QueueUrl = await queueUrl('cdk-resources-uploads');
    // The first message is the test that S3 sends when it is told of the queue.
    const told = await eventually('the event of the object', async () => {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      return Messages.map(({ Body = '' }) => JSON.parse(Body)).find(({ Records }) => Records !== undefined);
    });
    expect(told.Records).toMatchObject([{ eventName: 'ObjectCreated:Put', s3: { object: { key: 'a/picture' } } }]);
  });

  it('empty a bucket before it is deleted', async () => {
    await succeeds(app.destroy(stack));
    await expect(s3.send(new HeadBucketCommand({ Bucket }))).rejects.toThrow();
    await expect(statusOf(stack)).rejects.toThrow('does not exist');
  });
});
