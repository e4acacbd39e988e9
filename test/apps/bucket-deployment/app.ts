import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, Source } from 'aws-cdk-lib/aws-s3-deployment';

// The CDK's Python handler and its layer with the AWS CLI.
const app = new App();
const stack = new Stack(app, 'bucket-deployment');
const bucketName = 'bucket-deployment-site';
const removalPolicy = RemovalPolicy.DESTROY;
const bucket = new Bucket(stack, 'Site', { bucketName, removalPolicy, autoDeleteObjects: true });
new BucketDeployment(stack, 'Pages', {
  // The CDK's own class is not exact about what is optional.
  destinationBucket: bucket as IBucket,
  sources: [Source.data('index.html', 'hello'), Source.jsonData('config.json', { bucket: bucket.bucketName })],
});
app.synth();
