#!/usr/bin/env bash
# aws-lambda-ric 4.0.2, the client of AWS's nodejs24.x runtime: a handler is taken for a callback handler by its
# number of parameters alone: an async function that names a third parameter and never uses it is refused at init,
# while `callback = undefined` or ...rest passes. Guessed: async handlers are fine. Wrappers that copy (event,
# context, callback) break. (Its install compiles a native part: a C++ compiler, cmake, autoconf, some minutes.)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund node@24.21.0 aws-lambda-ric@4.0.2
cat >handlers.mjs <<'EOF'
export const two = async (event, context) => 'fine';
export const three = async (event, context, callback) => 'fine';
export const defaulted = async (event, context, callback = undefined) => 'fine';
export const rest = async (...args) => 'fine';
EOF
cat >seen.mjs <<'EOF'
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';

/** What the runtime client first sends for a handler: `response BODY` or `init/error TYPE`. */
async function firstAnswer(handler) {
  let answered;
  const answer = new Promise((resolve) => {
    answered = resolve;
  });
  const server = createServer(async (request, response) => {
    const body = (await request.toArray()).join('');
    if (request.url.endsWith('/next'))
      return response.writeHead(200, {
        'lambda-runtime-aws-request-id': 'r1',
        'lambda-runtime-deadline-ms': `${Date.now() + 3000}`,
        'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:us-east-1:000000000000:function:f',
      }).end('{}');
    response.writeHead(202).end('{}');
    answered(request.url.endsWith('/response') ? `response ${body}` : `${request.url.split('/').slice(-2).join('/')} ${JSON.parse(body).errorType}`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = spawn(process.execPath, ['node_modules/aws-lambda-ric/index.mjs', `handlers.${handler}`], {
    env: { PATH: process.env.PATH, _HANDLER: `handlers.${handler}`, LAMBDA_TASK_ROOT: process.cwd(), AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${server.address().port}` },
  });
  const text = await answer;
  client.kill('SIGKILL');
  server.close();
  server.closeAllConnections();
  return text;
}

for (const [handler, expected] of Object.entries({
  two: 'response "fine"',
  three: 'init/error Runtime.CallbackHandlerDeprecated',
  defaulted: 'response "fine"',
  rest: 'response "fine"',
})) {
  const seen = await firstAnswer(handler);
  console.log(handler.padEnd(10), seen);
  assert.equal(seen, expected);
}
EOF
npx --no-install node seen.mjs
