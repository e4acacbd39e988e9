import { CfnOutput, Validations } from 'aws-cdk-lib';
import { EndpointType, LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import type { HandlerFunction } from './handler-function.ts';
import { RefusedConstruct } from './refused-construct.ts';

/** A method on a path, in the words of API Gateway: `POST /notes`, `GET /notes/{id}`. */
export type Route = `${'GET' | 'POST'} /${string}`;

/** Properties of a {@link ThrottledRestApi}. */
export interface ThrottledRestApiProps {
  readonly restApiName: string;
  /** The stage, the first segment of every path. */
  readonly stageName: string;
  /** The function that answers every route. */
  readonly handler: HandlerFunction;
  readonly routes: readonly Route[];
  /**
   * Requests a second, in the long run, above which API Gateway answers 429.
   *
   * @default 500
   */
  readonly throttlingRateLimit?: number;
}

/** The longest that API Gateway waits for an integration. */
const integrationTimeoutSeconds = 29;

/** A regional REST API with one stage and a rate limit; its id and stage are outputs of the stack. */
export class ThrottledRestApi extends Construct {
  constructor(scope: Construct, id: string, props: ThrottledRestApiProps) {
    super(scope, id);
    if (props.handler.timeout.toSeconds() > integrationTimeoutSeconds) {
      throw new RefusedConstruct(this, {
        what: 'the handler may still work when its caller has been answered 504',
        got: `a timeout of ${props.handler.timeout.toSeconds()} s for ${props.handler.node.path}`,
        expected: `at most ${integrationTimeoutSeconds} s, the time-out of an integration`,
        source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
      });
    }
    const rate = props.throttlingRateLimit ?? 500;
    const api = new RestApi(this, 'Api', {
      restApiName: props.restApiName,
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: false,
      deployOptions: { stageName: props.stageName, throttlingRateLimit: rate, throttlingBurstLimit: rate },
    });
    const integration = new LambdaIntegration(props.handler.function, { allowTestInvoke: false });
    for (const route of props.routes) {
      const [method, path] = route.split(' ') as [string, string];
      api.root.resourceForPath(path).addMethod(method, integration);
    }
    // It names an address under amazonaws.com or below the endpoint's host, where LocalStack does not serve the API.
    api.node.tryRemoveChild('Endpoint');
    acknowledgeOpenApi(api);
    output(this, 'RestApiId', api.restApiId);
    output(this, 'RestApiStage', api.deploymentStage.stageName);
  }
}

/** An output of the stack whose name is its id alone. */
function output(scope: Construct, name: string, value: string): void {
  new CfnOutput(scope, name, { value }).overrideLogicalId(name);
}

function acknowledgeOpenApi(api: RestApi): void {
  const logs = 'would need a role that is set once for the whole account and region, which a lab must not change';
  Validations.of(api).acknowledge(
    { id: 'AwsSolutions-APIG1', reason: `An access log ${logs}; the function logs every request.` },
    { id: 'AwsSolutions-APIG6', reason: `Execution logs ${logs}; the function logs every request.` },
    { id: 'AwsSolutions-APIG2', reason: 'The handler validates bodies itself, and says precisely what is wrong.' },
    {
      id: 'AwsSolutions-APIG3',
      reason: 'The stage is rate-limited and lives for a run; a web ACL would only add cost.',
    },
    {
      id: 'AwsSolutions-APIG4',
      reason: 'Open for the load of a run, with made-up data behind it: nothing to protect.',
    },
    { id: 'AwsSolutions-COG4', reason: 'As for APIG4: there are no users to authenticate.' },
  );
}
