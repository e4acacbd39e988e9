import { currentOwner } from './owner.ts';

/** `fetch`, answered by the simulated world. */
export async function simulatedFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  // A signal belongs to the wait here, and undici would watch it in real time.
  const { signal: own, ...rest } = init ?? {};
  const signal = own ?? (input instanceof Request ? input.signal : undefined);
  signal?.throwIfAborted();
  const request = new Request(input, rest);
  const { host, pathname, search } = new URL(request.url);
  const body = new Uint8Array(await request.arrayBuffer());
  const headers = Object.fromEntries([...request.headers].map(([name, value]) => [name.toLowerCase(), value]));
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      giveUp();
      reject(signal?.reason);
    };
    const sent = { method: request.method, host, path: `${pathname}${search}`, headers, body };
    const giveUp = currentOwner().request(sent, (outcome) => {
      signal?.removeEventListener('abort', onAbort);
      if ('broken' in outcome) {
        reject(
          new TypeError('fetch failed', { cause: Object.assign(new Error(outcome.broken), { code: outcome.broken }) }),
        );
        return;
      }
      const { status, headers: answered, body: text } = outcome;
      const hasBody = status !== 204 && status !== 304;
      resolve(new Response(hasBody ? (text as string) : null, { status, headers: answered }));
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
