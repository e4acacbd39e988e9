import { parseArgs } from 'node:util';
import { calm } from '../calls/circumstances.ts';
import { Database } from '../database.ts';
import { answer } from './answer.ts';
import { serve } from './http.ts';
import { endWithParent } from './parent.ts';

const USAGE = `usage: node dynamodb/server/main.ts [--port PORT] [--expire-every SECONDS] [--transition MILLIS] [--stay]

  --port PORT             where to listen on 127.0.0.1; 0, the default, takes a free one
  --expire-every SECONDS  how often items whose time to live is over are deleted; 60 by default, 0 is never
  --transition MILLIS     how long tables take to be created, changed and deleted; 0 by default
  --stay                  go on when the process that started this one ends

Prints "ready http://127.0.0.1:PORT" once it answers.
`;

const SECOND_MS = 1000;
/** At most so many items expire in one go, so that calls do not wait for them. */
const EXPIRED_AT_ONCE = 1000;

function wholeNumber(name: string, text: string, max: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= max && text !== '') return number;
  throw new TypeError(`--${name} is "${text}"; expected a whole number from 0 to ${max}`);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      'expire-every': { type: 'string', default: '60' },
      transition: { type: 'string', default: '0' },
      stay: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    port: wholeNumber('port', values.port, 65_535),
    expireEveryMs: wholeNumber('expire-every', values['expire-every'], 86_400) * SECOND_MS,
    transitionMs: wholeNumber('transition', values.transition, 3_600_000),
    stays: values.stay,
    wantsHelp: values.help,
  };
}

function start({ port, expireEveryMs, transitionMs, stays }: ReturnType<typeof readOptions>): void {
  const database = new Database({ transitionMs });
  let latestMs = 0;
  const now = () => {
    latestMs = Math.max(latestMs, Date.now());
    return latestMs;
  };
  const server = serve((request) => answer(database, request, { nowMs: now(), chance: calm }));
  server.on('error', (error) => {
    process.stderr.write(`cannot listen on 127.0.0.1:${port}: ${error.message}\n`);
    process.exit(3);
  });
  server.listen(port, '127.0.0.1', () => {
    const address = server.address();
    process.stdout.write(`ready http://127.0.0.1:${typeof address === 'object' ? address?.port : port}\n`);
  });
  if (expireEveryMs > 0) setInterval(() => database.expireItems(now(), EXPIRED_AT_ONCE), expireEveryMs);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(0));
  if (!stays) endWithParent();
}

try {
  const options = readOptions();
  if (options.wantsHelp) process.stdout.write(USAGE);
  else start(options);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  process.exit(3);
}
