/** A function on the engine's own client for Node.js: what it is asked to do stands in the event. */
import { setTimeout as pause } from 'node:timers/promises';

if (process.env.FAIL_INIT !== undefined) {
  console.log('init fails');
  process.exit(3);
}

export const handler = async (event, context) => {
  console.log('told', event.do ?? '');
  if (event.do === 'fail') throw new Error('told to fail');
  if (event.do === 'exit') process.exit(7);
  await pause(event.sleepMs ?? 0);
  return {
    received: event.text?.length ?? 0,
    requestId: context.awsRequestId,
    trace: process.env._X_AMZN_TRACE_ID,
    leftMs: context.getRemainingTimeInMillis(),
    text: 'x'.repeat(event.bytes ?? 0),
  };
};
