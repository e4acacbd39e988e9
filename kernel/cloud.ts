import { UsageError } from './usage-error.ts';

/** An AWS-compatible cloud that the lab may use. */
export interface Cloud {
  readonly kind: 'localstack' | 'aws' | 'sim';
  /** Such as `http://127.0.0.1:4566`; absent on AWS. */
  readonly endpoint?: string;
  readonly region: string;
  readonly accountId: string;
  /** What a child process needs to reach this cloud: `AWS_ENDPOINT_URL`, `AWS_REGION`, credentials, ... */
  readonly environment: Readonly<Record<string, string>>;
}

/** What every AWS SDK client constructor takes to reach a cloud. */
export interface ClientConfig {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

const region = 'us-east-1';
const accountId = '000000000000';
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/**
 * The cloud behind a LocalStack's endpoint.
 *
 * @throws UsageError if the endpoint is not an `http(s)` address of this machine: a tool that can point itself at LocalStack could
 * as well point itself at somebody's account.
 */
export function localstackCloud(endpoint: string): Cloud {
  const url = loopbackUrl(endpoint);
  return {
    kind: 'localstack',
    endpoint: url,
    region,
    accountId,
    environment: {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
  };
}

/** The cloud that a process was pointed at by its environment: a LocalStack where `AWS_ENDPOINT_URL` is set, else AWS. */
export function cloudFrom(environment: Readonly<Record<string, string | undefined>>): Cloud {
  const { AWS_ENDPOINT_URL, AWS_REGION = region } = environment;
  if (AWS_ENDPOINT_URL) return localstackCloud(AWS_ENDPOINT_URL);
  return { kind: 'aws', region: AWS_REGION, accountId: '', environment: {} };
}

/** Spread this into the constructor of any AWS SDK v3 client. On AWS the SDK's own chain finds the credentials. */
export function clientConfig(cloud: Cloud): ClientConfig {
  if (cloud.endpoint === undefined) return { region: cloud.region };
  return { region: cloud.region, endpoint: cloud.endpoint, credentials };
}

/** Where a deployed REST API answers, without a slash at the end. */
export function restApiUrl(cloud: Cloud, apiId: string, stage: string): string {
  if (cloud.endpoint === undefined) return `https://${apiId}.execute-api.${cloud.region}.amazonaws.com/${stage}`;
  return `${cloud.endpoint}/_aws/execute-api/${apiId}/${stage}`;
}

/** Where a deployed HTTP API answers, without a slash at the end. */
export function httpApiUrl(cloud: Cloud, apiId: string, stage: string): string {
  const host = `${apiId}.execute-api.${cloud.region}.amazonaws.com`;
  const base = cloud.endpoint === undefined ? `https://${host}` : `${cloud.endpoint}/_aws/hosts/${host}`;
  return stage === '$default' ? base : `${base}/${stage}`;
}

function loopbackUrl(endpoint: string): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new UsageError(`the endpoint "${endpoint}" is not an address; expected one such as http://127.0.0.1:4566`, {
      hint: 'Give the address of a LocalStack that runs on this machine.',
    });
  if (!/^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|localhost\.localstack\.cloud)$/.test(url.hostname))
    throw new UsageError(
      `the endpoint "${endpoint}" is not on this machine; the lab breaks only what runs on loopback`,
      {
        hint: 'Use 127.0.0.1, ::1 or localhost; forward a port if the LocalStack runs elsewhere.',
      },
    );
  if (url.pathname !== '/' || url.search !== '' || url.username !== '')
    throw new UsageError(
      `the endpoint "${endpoint}" has more than a host and a port; expected one such as http://127.0.0.1:4566`,
      {
        hint: 'Leave away the path, the query and the user.',
      },
    );
  return url.origin;
}
