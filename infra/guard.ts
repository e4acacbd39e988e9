import type { Cloud } from '../kernel/cloud.ts';
import { UsageError } from '../kernel/usage-error.ts';

/** Where the app is to be deployed: LocalStack's one account, or an AWS account that somebody named. */
export interface Target {
  readonly kind: 'localstack' | 'aws';
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
}

/** What the caller asks for, before it has been checked. */
export interface TargetRequest {
  /**
   * `localstack` or `aws`.
   *
   * @default localstack
   */
  readonly target?: string | undefined;
  /**
   * The AWS account that is meant; naming it is the confirmation.
   *
   * @default - LocalStack's account; required for `aws`
   */
  readonly account?: string | undefined;
  /**
   * The region.
   *
   * @default us-east-1
   */
  readonly region?: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The account in which LocalStack puts everything when it is called with the credentials `test`. */
const localstackAccount = '000000000000';

const onAws =
  'To deploy to AWS: ./lab deploy --on aws --account <twelve digits>, or cdk deploy -c target=aws -c account=<twelve digits>.';
const onLocalstack =
  'For LocalStack: AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test.';

/**
 * Decides where the app may go. Whatever can point the CDK at LocalStack can point it at a real account by mistake, so
 * anything but a loopback endpoint with made-up credentials needs the target `aws` and the account by its id.
 *
 * @throws UsageError when the request and the environment do not fit each other
 */
export function chooseTarget(request: TargetRequest, environment: Environment): Target {
  const region = request.region ?? 'us-east-1';
  const kind = request.target ?? 'localstack';
  if (kind === 'aws') {
    return { kind, account: confirmedAccount(request, environment), region };
  }
  if (kind !== 'localstack') {
    throw new UsageError(`The target ${JSON.stringify(kind)} is unknown: expected localstack or aws.`);
  }
  if (request.account !== undefined && request.account !== localstackAccount) {
    throw new UsageError(`The account ${request.account} is not LocalStack's, which is ${localstackAccount}.`, {
      hint: onAws,
    });
  }
  refuseRealCloud(environment);
  return { kind, account: localstackAccount, region };
}

/**
 * Decides whether a cloud may be deployed to: LocalStack on this machine, or AWS if its account was confirmed. The shell's own
 * credentials do not matter here, since only those of the cloud are used.
 *
 * @throws UsageError for anything else
 */
export function targetOf(cloud: Cloud, confirmedAccount?: string): Target {
  const { kind, endpoint, region, accountId, environment } = cloud;
  if (kind === 'localstack' && (endpoint === undefined || environment.AWS_ENDPOINT_URL !== endpoint)) {
    throw new UsageError(
      `A LocalStack needs an endpoint, the same for the lab and for its child processes: got ${endpoint ?? 'none'} and ${environment.AWS_ENDPOINT_URL ?? 'none'}.`,
      { hint: onLocalstack },
    );
  }
  if (kind === 'aws' && confirmedAccount !== accountId) {
    throw new UsageError(
      `The account ${accountId} is not confirmed: got ${confirmedAccount ?? 'no confirmation'}, expected its id.`,
      { hint: onAws },
    );
  }
  return chooseTarget({ target: kind, account: accountId, region }, environment);
}

/**
 * Refuses an environment in which a call for LocalStack could reach AWS.
 *
 * @throws UsageError naming the variable that is to blame, never its value if it is a credential
 */
function refuseRealCloud(environment: Environment): void {
  for (const [name, value] of Object.entries(environment)) {
    if (/^AWS_ENDPOINT_URL(_|$)/.test(name) && value && !isLoopback(value)) {
      throw new UsageError(`${name} is ${value}: expected an address on this machine, as http://127.0.0.1:4566.`, {
        hint: onAws,
      });
    }
  }
  const real = ['AWS_ACCESS_KEY_ID', 'AWS_SESSION_TOKEN', 'AWS_PROFILE'].find((name) => {
    const value = environment[name];
    if (name === 'AWS_PROFILE') {
      return Boolean(value) && environment.CDK_DEFAULT_ACCOUNT !== localstackAccount;
    }
    return name === 'AWS_ACCESS_KEY_ID' ? value !== undefined && looksReal(value) : Boolean(value);
  });
  if (real !== undefined) {
    throw new UsageError(
      `${real} looks like real AWS credentials: expected those that LocalStack takes, test and test.`,
      {
        hint: `${onLocalstack}\n${onAws}`,
      },
    );
  }
  const resolved = environment.CDK_DEFAULT_ACCOUNT;
  if (resolved && resolved !== localstackAccount) {
    throw new UsageError(
      `The credentials are those of account ${resolved}: expected LocalStack's, ${localstackAccount}.`,
      {
        hint: `${onLocalstack}\n${onAws}`,
      },
    );
  }
}

/** Whether a URL points to this machine by a loopback address, without asking DNS. */
export function isLoopback(url: string): boolean {
  const host = URL.parse(url)?.hostname;
  return (
    host !== undefined &&
    (/^127(\.\d+){3}$/.test(host) || host === '[::1]' || host === 'localhost' || host === 'localhost.localstack.cloud')
  );
}

function confirmedAccount({ account }: TargetRequest, environment: Environment): string {
  if (account === undefined || !/^\d{12}$/.test(account) || account === localstackAccount) {
    throw new UsageError(
      `To deploy to AWS its account has to be named: got ${account ?? 'none'}, expected the twelve digits of a real account.`,
      { hint: onAws },
    );
  }
  const resolved = environment.CDK_DEFAULT_ACCOUNT;
  if (resolved && resolved !== account) {
    throw new UsageError(`The credentials are those of account ${resolved}, but the account named is ${account}.`, {
      hint: 'Name the account that the credentials belong to, or change the credentials.',
    });
  }
  const endpoint = Object.keys(environment).find((name) => /^AWS_ENDPOINT_URL(_|$)/.test(name) && environment[name]);
  if (endpoint !== undefined) {
    throw new UsageError(`${endpoint} is set, but the target is AWS itself.`, { hint: `Unset ${endpoint}.` });
  }
  return account;
}

/** Real access keys are 16 or more capitals and digits; LocalStack's own start with LKIA or LSIA, or are an account id. */
function looksReal(accessKeyId: string): boolean {
  return /^[A-Z0-9]{16,}$/.test(accessKeyId) && !/^L[KS]IA/.test(accessKeyId);
}
