import { delimiter, dirname } from 'node:path';
import { cacheFolder, compileCache, dynamodbServer, type Places } from '../places.ts';
import { marker } from './processes.ts';

/**
 * What LocalStack takes over from the shell, besides the lab's own `FAULTLINE_...`; anything else could be a setting of
 * LocalStack or of the AWS SDK that the lab does not expect.
 */
const inherited = [
  'HOME',
  'USER',
  'LANG',
  'LC_ALL',
  'TZ',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'SSL_CERT_FILE',
  'REQUESTS_CA_BUNDLE',
];

/** Where LocalStack's web console runs; with this origin it may read a LocalStack on this machine. */
const webConsole = 'https://app.localstack.cloud';

/**
 * The environment of a LocalStack on this host: nothing that it needs is downloaded at run time, its names need no DNS,
 * and its files are below the lab's own folder, so that several can run side by side.
 */
export function localstackEnvironment(
  port: number,
  places: Places,
  shell: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const address = `127.0.0.1:${port}`;
  const isKept = (name: string) => inherited.includes(name) || name.startsWith('FAULTLINE_');
  const kept = Object.entries(shell).filter(([name]) => isKept(name));
  return {
    ...(Object.fromEntries(kept) as Record<string, string>),
    // Functions run on the lab's own Node, which is first here.
    PATH: [dirname(process.execPath), shell.PATH ?? ''].join(delimiter),
    // Python and Node know all three names; LocalStack warns of TMPDIR, which meant something else to it once.
    TMP: places.temp,
    TEMP: places.temp,
    // LocalStack's index of its plug-ins.
    XDG_CACHE_HOME: cacheFolder,
    PYTHONUNBUFFERED: '1',
    // Its threads take turns, so that an arena for each keeps memory and wins no time.
    MALLOC_ARENA_MAX: '1',
    [marker]: places.state,
    FAULTLINE_DYNAMODB: dynamodbServer,
    FAULTLINE_DYNAMODB_CACHE: compileCache,
    FAULTLINE_NODE: process.execPath,
    GATEWAY_LISTEN: address,
    // LocalStack's own server listens on every interface, whatever GATEWAY_LISTEN says.
    GATEWAY_SERVER: 'faultline',
    LOCALSTACK_HOST: address,
    SQS_ENDPOINT_STRATEGY: 'path',
    // A CI job or devcontainer looks like LocalStack's own image, where it would write outside of its root.
    OVERRIDE_IN_DOCKER: '0',
    FILESYSTEM_ROOT: places.filesystem,
    DNS_ADDRESS: '0',
    SKIP_SSL_CERT_DOWNLOAD: '1',
    DISABLE_EVENTS: '1',
    // LocalStack calls itself in the thread that serves a request: no second request, and it is known who waits.
    IN_MEMORY_CLIENT: '1',
    // Looks at a resource that CloudFormation makes are paced from the first on, by the plug-in.
    CFN_NO_WAIT_ITERATIONS: '0',
    LS_LOG: shell.FAULTLINE_LOCALSTACK_LOG ?? 'warning',
    EXTRA_CORS_ALLOWED_ORIGINS: webConsole,
    LAMBDA_RUNTIME_EXECUTOR: 'faultline',
    // Cold starts take turns: LocalStack's 20 s would end those that still wait on a crowded machine.
    LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT: '120',
    PROVIDER_OVERRIDE_CLOUDFORMATION: 'faultline',
    PROVIDER_OVERRIDE_DYNAMODB: 'faultline',
    PROVIDER_OVERRIDE_DYNAMODBSTREAMS: 'faultline',
    PROVIDER_OVERRIDE_S3: 'faultline',
  };
}
