import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type IGrantable, type IPrincipal, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { RefusedConstruct } from './refused-construct.ts';

const limits = 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html';

/** Properties of a {@link HandlerFunction}. */
export interface HandlerFunctionProps {
  /** The physical name, also that of its log group under `/aws/lambda/`. */
  readonly functionName: string;
  /** A folder that holds the bundled handler, `index.cjs`, exporting `handler`. */
  readonly bundle: string;
  /** The service that the handler belongs to; its log lines carry it. */
  readonly service: string;
  /** How long an invocation may take: 1 s to 15 min. */
  readonly timeout: Duration;
  /**
   * Memory, and CPU in proportion.
   *
   * @default 256
   */
  readonly memorySizeMiB?: number;
  /**
   * How long its log lines are kept.
   *
   * @default RetentionDays.ONE_WEEK
   */
  readonly logRetention?: RetentionDays;
}

/**
 * A Lambda function with a timeout, its own log group with a retention, JSON logs, and a role that may write to that log
 * group and nothing else until something is granted to it.
 */
export class HandlerFunction extends Construct implements IGrantable {
  readonly function: LambdaFunction;
  readonly timeout: Duration;
  readonly grantPrincipal: IPrincipal;

  constructor(scope: Construct, id: string, props: HandlerFunctionProps) {
    super(scope, id);
    this.timeout = props.timeout;
    const memorySizeMiB = props.memorySizeMiB ?? 256;
    this.refuseBeyondLimits(memorySizeMiB);

    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${props.functionName}`,
      retention: props.logRetention ?? RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // The role that the CDK would make carries a managed policy with every log group of the account in it.
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);

    this.function = new LambdaFunction(this, 'Function', {
      functionName: props.functionName,
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromAsset(props.bundle),
      timeout: props.timeout,
      memorySize: memorySizeMiB,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.DISABLED,
      environment: {
        SERVICE: props.service,
        POWERTOOLS_SERVICE_NAME: props.service,
        LOG_LEVEL: 'INFO',
        NODE_OPTIONS: '--enable-source-maps',
      },
    });
    this.grantPrincipal = this.function.grantPrincipal;
  }

  /** The function's ARN. */
  get arn(): string {
    return this.function.functionArn;
  }

  /**
   * Allows exactly these actions on exactly these resources.
   *
   * @param actions with their service, `dynamodb:PutItem`; none may hold a wildcard
   * @param resources ARNs; none may be `*`
   */
  allow(actions: readonly string[], resources: readonly string[]): void {
    for (const given of [...actions, ...resources]) {
      if (given === '*' || /^[a-z0-9-]+:.*\*/.test(given)) {
        throw new RefusedConstruct(this, {
          what: 'a grant with a wildcard',
          got: `\`${given}\``,
          expected: 'each action and each resource by its name: a role that may do anything hides what a handler does',
        });
      }
    }
    this.function.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  }

  /** Sets an environment variable of the function. */
  addEnvironment(name: string, value: string): void {
    this.function.addEnvironment(name, value);
  }

  private refuseBeyondLimits(memorySizeMiB: number): void {
    const seconds = this.timeout.toSeconds();
    if (seconds < 1 || seconds > 900) {
      throw new RefusedConstruct(this, {
        what: 'the timeout is out of range',
        got: `${seconds} s`,
        expected: '1 s to 900 s',
        source: limits,
      });
    }
    if (!Number.isInteger(memorySizeMiB) || memorySizeMiB < 128 || memorySizeMiB > 10_240) {
      throw new RefusedConstruct(this, {
        what: 'the memory size is out of range',
        got: `${memorySizeMiB} MiB`,
        expected: 'a whole number from 128 MiB to 10240 MiB',
        source: limits,
      });
    }
  }
}
