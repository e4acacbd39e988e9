import type {
  AbsoluteLocation,
  DeserializeHandler,
  DeserializeHandlerOptions,
  HandlerExecutionContext,
} from '@smithy/types';

/** Any AWS SDK v3 client, and the document client: as much of it as chaos needs. */
export interface SdkClient {
  readonly config: {
    readonly serviceId: string;
    /** Of clients since 2025; the older ones have their protocol in code. */
    readonly protocol?: unknown;
    readonly requestHandler?: unknown;
  };
  readonly middlewareStack: {
    add(
      middleware: (
        next: DeserializeHandler<object, object>,
        context: HandlerExecutionContext,
      ) => DeserializeHandler<object, object>,
      options: DeserializeHandlerOptions & AbsoluteLocation,
    ): void;
  };
}

/** Times after which a client gives a try up, in milliseconds; absent: never. */
export interface Patience {
  readonly connectionMs?: number;
  readonly answerMs?: number;
}

interface HandlerConfig {
  readonly connectionTimeout?: number;
  readonly requestTimeout?: number;
  readonly throwOnRequestTimeout?: boolean;
  readonly socketTimeout?: number;
}

/**
 * How long a client waits, from the configuration of its NodeHttpHandler. A fault sits above that handler, whose own timers
 * therefore do not see an injected wait. `requestTimeout` ends a try only together with `throwOnRequestTimeout`.
 */
export async function patienceOf({ config: { requestHandler } }: SdkClient): Promise<Patience> {
  const {
    connectionTimeout = 0,
    requestTimeout = 0,
    throwOnRequestTimeout,
    socketTimeout = 0,
  } = await configOf(requestHandler);
  const ends = [throwOnRequestTimeout ? requestTimeout : 0, socketTimeout].filter((ms) => ms > 0);
  return {
    ...(connectionTimeout > 0 && { connectionMs: connectionTimeout }),
    ...(ends.length > 0 && { answerMs: Math.min(...ends) }),
  };
}

async function configOf(handler: unknown): Promise<HandlerConfig> {
  if (typeof handler !== 'object' || handler === null) return {};
  // Before its first request `httpHandlerConfigs()` knows nothing yet.
  if ('configProvider' in handler) return ((await handler.configProvider) ?? {}) as HandlerConfig;
  if ('httpHandlerConfigs' in handler && typeof handler.httpHandlerConfigs === 'function')
    return handler.httpHandlerConfigs();
  return {};
}
