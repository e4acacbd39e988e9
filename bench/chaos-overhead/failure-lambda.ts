import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

type Handler = (event: unknown, context: object) => unknown;
type Inject = (handler: Handler) => Handler;

/** failure-lambda, each way of configuring it as a copy of its own. */
export interface FailureLambda {
  /** It asks nobody, and can inject nothing. */
  readonly unconfigured: Inject;
  /** Its recommended way: it asks AppConfig's extension on loopback at each invocation. */
  readonly byAppConfig: Inject;
}

/**
 * Installs it beside this file where it is not yet, with the AWS SDK that it expects from Lambda's runtimes up to Node 16.
 * It reads its configuration from environment variables at each invocation.
 */
export async function failureLambda(appConfigPort: number): Promise<FailureLambda> {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  if (!existsSync(`${folder}node_modules/failure-lambda`)) {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
  }
  process.env.AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE = '1';
  process.env.AWS_APPCONFIG_EXTENSION_HTTP_PORT = String(appConfigPort);
  const inject = createRequire(import.meta.url)('failure-lambda') as Inject;
  const configured =
    (configuration: string | undefined): Inject =>
    (handler) => {
      const injected = inject(handler);
      return (...args) => {
        if (configuration === undefined) delete process.env.FAILURE_APPCONFIG_CONFIGURATION;
        else process.env.FAILURE_APPCONFIG_CONFIGURATION = configuration;
        return injected(...args);
      };
    };
  return { unconfigured: configured(undefined), byAppConfig: configured('failure') };
}
