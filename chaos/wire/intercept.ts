import { AsyncLocalStorage } from 'node:async_hooks';
import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import type { SdkClient } from '../middleware/calls/sdk-client.ts';
import type { ChaosEnvironment } from '../middleware/environment.ts';
import { withChaos } from '../middleware/sdk-plugin.ts';
import { signedFor, type WireCall, wireCallOf } from './aws-request.ts';
import { CALL_HEADER, type Decide, type Original, openRelay, type Relay, type WireAnswer } from './relay.ts';
import { signedAs } from './signed-as.ts';

const unwatched = new AsyncLocalStorage<true>();

/** Runs work whose AWS calls are chaos's own: no fault may hit them, and they must not wait for the rules that they read. */
export function beyondFaults<Result>(work: () => Result): Result {
  return unwatched.run(true, work);
}

/**
 * Puts every AWS call of this process under chaos that goes through `request` of `node:http` or `node:https`, whichever copy of
 * the SDK makes it. Without an active rule a call costs a look at its headers; with one it goes through a relay, in which the
 * SDK plug-in's own code decides, below the SDK's retry loop.
 *
 * Not seen: HTTP/2 and `fetch`, and what was made by `http.request` before this was called.
 */
export async function interceptAwsCalls(environment: ChaosEnvironment): Promise<void> {
  const relay = await openRelay();
  const agent = new http.Agent({ keepAlive: true });
  const requestOverHttp = http.request;
  for (const module of [http, https]) {
    const original = module.request as (...args: unknown[]) => ClientRequest;
    const intercepted = (...args: unknown[]): ClientRequest => {
      const [options, callback] = args;
      if (!isAwsCall(options) || unwatched.getStore() || !mayAct(environment)) return original(...args);
      const protocol = module === http ? 'http:' : 'https:';
      return relayed({ ...options, protocol }, callback as () => void, { relay, agent, environment }, (...sent) =>
        original(...sent),
      );
    };
    Object.assign(module, { request: intercepted });
  }
  syncBuiltinESMExports();

  function relayed(
    options: RequestOptions,
    callback: ((answer: IncomingMessage) => void) | undefined,
    { relay, agent, environment }: { relay: Relay; agent: http.Agent; environment: ChaosEnvironment },
    original: Original,
  ): ClientRequest {
    let sent: ClientRequest | undefined;
    const name = relay.expect({
      options,
      original,
      inContext: AsyncLocalStorage.snapshot(),
      decide: decideBy(environment),
      fail: (error) => void sent?.destroy(error),
    });
    const headers = { ...(options.headers as Record<string, string>), [CALL_HEADER]: name };
    const { method = 'GET', path = '/' } = options;
    sent = requestOverHttp({ host: '127.0.0.1', port: relay.port, agent, method, path, headers }, callback);
    return sent;
  }
}

function isAwsCall(options: unknown): options is RequestOptions {
  if (typeof options !== 'object' || options === null || options instanceof URL || !('headers' in options))
    return false;
  const headers = options.headers as Record<string, unknown> | undefined;
  return signedFor(headers?.authorization ?? headers?.Authorization) !== undefined;
}

/** Whether a rule may act: also while that is being read. */
function mayAct({ rules }: ChaosEnvironment): boolean {
  const active = rules.active();
  return active instanceof Promise || active.length > 0;
}

/** Has the SDK plug-in decide, as if the request had come through a client that carries it. */
function decideBy(environment: ChaosEnvironment): Decide {
  return async (request, send) => {
    const call = wireCallOf(request.headers, request.method, request.path, request.body);
    const plugin = pluginFor(call, environment);
    const next = async ({ request: sent }: { request: unknown }) => ({
      response: await send(sent as typeof request),
      output: undefined as never,
    });
    const context = { commandName: `${call.operation}Command`, ...signedAs(signedFor(request.headers.authorization)) };
    const handle = plugin(next as never, context);
    const { response } = await handle({ input: call.input, request });
    return response as WireAnswer;
  };
}

type Plugin = Parameters<SdkClient['middlewareStack']['add']>[0];

/** The plug-in, taken from a client that is none. */
function pluginFor({ serviceId, protocol }: WireCall, environment: ChaosEnvironment): Plugin {
  let added: Plugin | undefined;
  withChaos(
    {
      config: { serviceId, protocol: { getShapeId: () => protocol } },
      middlewareStack: {
        add(plugin) {
          added = plugin;
        },
      },
    },
    environment,
  );
  if (added === undefined) throw new Error('The SDK plug-in has added no middleware.');
  return added;
}
