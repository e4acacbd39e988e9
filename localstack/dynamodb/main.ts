import { parseArgs } from 'node:util';
import { calm } from '../../dynamodb/calls/circumstances.ts';
import { Database } from '../../dynamodb/database.ts';
import { answer } from '../../dynamodb/server/answer.ts';
import { serve } from '../../dynamodb/server/http.ts';
import type { Caller } from './caller.ts';
import { createChaos, injectionOf, type Plugin } from './chaos.ts';
import type { Decide } from './faults.ts';
import type { InForce, Rule } from './rule.ts';
import { RuleBook } from './rule-book.ts';
import { openWire } from './wire.ts';

/**
 * The DynamoDB of the engine: the plug-in starts it with listening sockets (`--descriptor`, one or more) and speaks to it over its standard
 * input and output, whose end is its own. See README.md.
 */

const EXPIRE_EVERY_MS = 60_000;
/** At most so many items expire in one go, so that calls do not wait for them. */
const EXPIRED_AT_ONCE = 1_000;

const { descriptor: descriptors = [] } = parseArgs({
  options: { descriptor: { type: 'string', multiple: true } },
}).values;
if (descriptors.length === 0)
  throw new TypeError('expected --descriptor N: a listening socket that this process inherits');

let database = new Database();
let latestMs = 0;
/** Never goes back, whatever the machine's clock does. */
const now = () => {
  latestMs = Math.max(latestMs, Date.now());
  return latestMs;
};
const book = new RuleBook(now);
let loading: Promise<Decide> | undefined;
const decisions = () => {
  loading ??= import('./faults.ts').then(({ decide }) => decide);
  return loading;
};

/** An outage is told when it begins, whether anybody calls or not. */
async function announce(rule: Rule): Promise<void> {
  const { decide, wholeDatabase } = await import('./faults.ts');
  await book.wait(rule.startsAt - now(), () => !book.lists(rule));
  if (!book.has(rule) || decide.outage(rule) === undefined) return;
  const origin = { function: 'dynamodb', environment: 'dynamodb', requestId: rule.id };
  plugin.record(injectionOf(rule, wholeDatabase, origin, now()));
}

async function obey(request: Record<string, unknown>): Promise<unknown> {
  if (request.do === 'reset') database = new Database();
  if (request.do === 'expire') return database.expireItems(now());
  if (request.do !== 'enforce') return undefined;
  const inForce = request.inForce as InForce;
  if (inForce.rules.length > 0) await decisions();
  const begun = book.set(inForce).filter(({ fault }) => fault === 'stop-dynamodb');
  await Promise.all(begun.map((rule) => (rule.startsAt <= now() ? announce(rule) : void announce(rule))));
  return undefined;
}

const wire = openWire(process.stdin, process.stdout, obey, () => process.exit(0));
const plugin: Plugin = {
  begin: async (token, tables) => (await wire.ask<Caller | null>({ begin: token, tables })) ?? undefined,
  end: (token, call) => wire.ask({ end: token, call }),
  record: (injection) => wire.say({ injection: { faultline: 'injection', ...injection } }),
};
const through = createChaos({ book, plugin, now, decisions });

let listening = descriptors.length;
for (const descriptor of descriptors) {
  const server = serve((received) =>
    through(received, () => answer(database, received, { nowMs: now(), chance: calm })),
  );
  server.listen({ fd: Number(descriptor) }, () => {
    listening -= 1;
    if (listening === 0) wire.say({ ready: process.pid });
  });
}
setInterval(() => database.expireItems(now(), EXPIRED_AT_ONCE), EXPIRE_EVERY_MS);
