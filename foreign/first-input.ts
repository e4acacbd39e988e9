import type { Found } from './template/found.ts';

/** What such an app is asked by those who use it, as far as can be guessed, as a config says it. Pure. */
export function firstInput({
  queues,
  tables,
  httpApis,
  routes,
  functionUrls,
  topics,
  buses,
  functions,
  otherMappings,
}: Found): string[] {
  const [topic] = topics;
  const [bus] = buses;
  const [table] = tables;
  const [url] = functionUrls;
  const queue = queues.find(({ consumers }) => consumers.length > 0);
  if (httpApis.length > 0) return (routes.length > 0 ? routes : ['POST /']).map(requested);
  if (url !== undefined) return [`{ http: 'POST /', of: '${url}', ${body} }`];
  const beginsWithStream = queue === undefined && otherMappings.length > 0;
  if (beginsWithStream && table !== undefined) return [`{ putItem: '${table}', item: { id: '{{key}}' } }`];
  if (topic !== undefined) return [`{ publish: '${topic}', ${body} }`];
  if (bus !== undefined)
    return [`{ putEvent: '${bus}', source: 'test', detailType: 'Test', detail: { id: '{{key}}' } }`];
  if (queue !== undefined) return [`{ send: '${queue.name}', ${body} }`];
  return [`{ invoke: '${functions[0] ?? 'a function'}', payload: { id: '{{key}}' } }`];
}

const body = "body: { id: '{{key}}' }";

/** A request to a route: what its path leaves open is the key. */
function requested(route: string): string {
  const [, method = 'ANY', path = '/'] = /^(\w+) (.*)$/.exec(route) ?? [];
  const asks = `'${method === 'ANY' ? 'POST' : method} ${path.replaceAll(/\{[^}]*\}/g, '{{key}}')}'`;
  return /^(GET|DELETE)$/.test(method) ? `{ http: ${asks} }` : `{ http: ${asks}, ${body} }`;
}
