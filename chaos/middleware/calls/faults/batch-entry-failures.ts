import { batchEntryFailures } from '../../../faults/calls/batch-entry-failures.ts';
import { buffered, withJson } from '../answer-body.ts';
import { entryTries, strikeOf } from '../call-try.ts';
import type { Answer, CallInjector } from '../injector.ts';
import { jsonOf, signedAgain } from '../signed-again.ts';

const batches = ['SendMessageBatch', 'DeleteMessageBatch', 'ChangeMessageVisibilityBatch'];

interface Entry {
  readonly Id: string;
  readonly MessageBody?: string;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_BatchResultErrorEntry.html */
interface Failed {
  readonly Id: string;
  readonly Code: string;
  readonly SenderFault: boolean;
  readonly Message: string;
}

export const batchEntryFailuresInjector: CallInjector = {
  fault: batchEntryFailures.name,
  async inject(attempt, send) {
    const { request, context, call } = attempt;
    if (call.service !== 'sqs' || !batches.includes(call.operation)) return send(request);
    const body = jsonOf(request);
    if (body === undefined) return send(request);
    const next = entryTries(attempt);
    const failed: Failed[] = [];
    const sent = (body.Entries as readonly Entry[]).filter((entry) => {
      const strike = strikeOf(batchEntryFailures, attempt, undefined, next(readable(entry), entry.Id));
      if (strike === undefined) return true;
      strike.log();
      const { code, senderFault } = strike.effect;
      failed.push({ Id: entry.Id, Code: code, SenderFault: senderFault, Message: 'Not done, by a Faultline rule.' });
      return false;
    });
    if (failed.length === 0) return send(request);
    if (sent.length === 0) return withJson(nothingSent, { Successful: [], Failed: failed });
    const part = await signedAgain(request, JSON.stringify({ ...body, Entries: sent }), context);
    const { answer, succeeded, body: answered } = await buffered(await send(part));
    if (!succeeded) return answer;
    const content = JSON.parse(new TextDecoder().decode(answered)) as { readonly Failed?: readonly Failed[] };
    return withJson(answer, { ...content, Failed: [...(content.Failed ?? []), ...failed] });
  },
};

/** SQS answers 200 also where every entry failed. */
const nothingSent: Answer = { statusCode: 200, headers: { 'content-type': 'application/x-amz-json-1.0' } };

/** An entry in whose message a stable key can be found. */
function readable(entry: Entry): unknown {
  try {
    return { ...entry, MessageBody: JSON.parse(entry.MessageBody ?? '{}') };
  } catch {
    return entry;
  }
}
