/**
 * The Node.js runtime interface client of the process executor: loads the handler, then answers one invocation after another.
 * Behaviour follows the managed Node.js runtimes: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
import { flushCompileCache } from 'node:module';

import { installClock, skewClock, trueNow } from './clock.mjs';
import { explainUnreachable, logAs, logRuntimeError, patchConsole } from './lambda-console.mjs';
import { loadHandler } from './load-handler.mjs';
import { awslambda, isStreaming, runStreaming } from './response-stream.mjs';
import { RuntimeApi } from './runtime-api.mjs';
import { errorAnswer, RuntimeError } from './runtime-errors.mjs';

const environment = process.env;
const api = new RuntimeApi(environment.AWS_LAMBDA_RUNTIME_API);
const callbacksAreGone = environment.AWS_EXECUTION_ENV === 'AWS_Lambda_nodejs24.x';

let reportFatal = (error) => api.failInit(error);
let onEmptyEventLoop = () => {};

function exitAfterReport(title, error, status) {
  logRuntimeError(title, error);
  explainUnreachable(error);
  reportFatal(errorAnswer(error)).finally(() => process.exit(status));
}

/** The context object of one invocation; `settle(error, value)` ends it and only its first call counts. */
function contextOf(headers, settle) {
  const deadlineMs = Number(headers['lambda-runtime-deadline-ms']);
  const json = (name) => (headers[name] === undefined ? undefined : JSON.parse(headers[name]));
  const context = {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: environment.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: environment.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: environment.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: environment.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: json('lambda-runtime-client-context'),
    identity: json('lambda-runtime-cognito-identity'),
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    getRemainingTimeInMillis: () => deadlineMs - trueNow(),
  };
  if (callbacksAreGone) return context;
  context.done = (error, value) => settle(error, value);
  context.succeed = (value) => settle(null, value);
  context.fail = (error) => settle(error ?? 'handled');
  return context;
}

/** Runs the handler once; resolves with its value, rejects with its error. */
function run(handler, event, headers) {
  return new Promise((resolve, reject) => {
    const settle = (error, value) => (error === undefined || error === null ? resolve(value) : reject(error));
    const context = contextOf(headers, settle);
    const callback = (error, value) => {
      if (error === undefined || error === null) {
        if (!context.callbackWaitsForEmptyEventLoop) return resolve(value);
        // As on AWS: a callback's answer leaves when nothing else is left to do.
        onEmptyEventLoop = () => resolve(value);
        return undefined;
      }
      return reject(error);
    };
    onEmptyEventLoop = () =>
      handler.constructor.name === 'AsyncFunction'
        ? reject(
            new RuntimeError(
              'NodeJsExit',
              'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled.',
            ),
          )
        : resolve(null);
    if (isStreaming(handler)) return void runStreaming(handler, event, context).then(resolve, reject);
    const result = callbacksAreGone ? handler(event, context) : handler(event, context, callback);
    if (typeof result?.then === 'function') result.then(resolve, reject);
    else if (callbacksAreGone) resolve(result);
  });
}

function serialise(value) {
  try {
    return JSON.stringify(value === undefined ? null : value) ?? 'null';
  } catch (error) {
    throw new Error(`Unable to stringify response body: ${error}`);
  }
}

async function serve(handler) {
  const { headers, body } = await api.next();
  const requestId = headers['lambda-runtime-aws-request-id'];
  logAs(requestId);
  skewClock(Number(headers['faultline-clock-skew-ms'] ?? 0));
  environment._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'] ?? '';
  reportFatal = (error) => api.fail(requestId, error);
  try {
    // Loaded for those who need it: it costs a cold start a few milliseconds.
    if (body.includes('"ResponseURL"')) (await import('./response-url.mjs')).leadAnswersOf(body);
    const value = await run(handler, JSON.parse(body), headers);
    onEmptyEventLoop = () => {};
    if (isStreaming(handler)) await api.answer(requestId, value.body, value.contentType);
    else await api.answer(requestId, serialise(value));
  } catch (error) {
    onEmptyEventLoop = () => {};
    logRuntimeError('Invoke Error', error);
    explainUnreachable(error);
    await api.fail(requestId, errorAnswer(error));
  }
}

async function main() {
  installClock();
  patchConsole(environment);
  process.on('uncaughtException', (error) => exitAfterReport('Uncaught Exception', error, 129));
  process.on('unhandledRejection', (reason) => {
    const error = new RuntimeError('UnhandledPromiseRejection', reason);
    exitAfterReport('Unhandled Promise Rejection', error, 128);
  });
  process.on('beforeExit', () => onEmptyEventLoop());
  globalThis.awslambda = awslambda;

  let handler;
  try {
    handler = await loadHandler(environment.LAMBDA_TASK_ROOT, environment._HANDLER);
    if (callbacksAreGone && handler.length >= 3 && !isStreaming(handler)) {
      throw new RuntimeError(
        'CallbackHandlerDeprecated',
        'AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. Change the handler to return a promise.',
      );
    }
  } catch (error) {
    exitAfterReport('Uncaught Exception', error, 129);
    return;
  }
  flushCompileCache();
  // A lost Runtime API means that Lambda itself is gone: nobody is left to report to.
  for (;;) await serve(handler).catch(() => process.exit(1));
}

main();
