import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { onlyIn } from '../misfit.ts';
import { callTarget } from '../target.ts';

const parameters = z.strictObject({
  code: z.string().min(1).default('InternalError').describe('Code of the failed entries.'),
  senderFault: z
    .boolean()
    .default(false)
    .describe('Whether the entry itself is said to be wrong, so that sending it again would not help.'),
});

export interface BatchEntryFailuresEffect {
  readonly code: string;
  readonly senderFault: boolean;
}

/**
 * A batch of which SQS does a part, still with HTTP status 200
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_BatchResultErrorEntry.html).
 */
export const batchEntryFailures: Fault<
  'batch-entry-failures',
  typeof callTarget,
  typeof parameters,
  BatchEntryFailuresEffect
> = {
  name: 'batch-entry-failures',
  place: 'call',
  summary: 'Entries of an SQS batch call are not sent and come back under Failed.',
  description: `Each entry of a SendMessageBatch, DeleteMessageBatch or ChangeMessageVisibilityBatch draws for itself. Those that are hit are not sent
to SQS and are listed under \`Failed\` with the code and SenderFault, in an answer with status 200: the SDK sees a success and does not try
again, and a caller that does not read \`Failed\` loses messages.`,
  example: { target: { queue: 'shop-saga', operations: ['SendMessageBatch'] }, percentage: 20, first: 1 },
  target: callTarget,
  parameters,
  misfit: onlyIn('sqs', ['SendMessageBatch', 'DeleteMessageBatch', 'ChangeMessageVisibilityBatch']),
  decide: ({ parameters }) => parameters,
};
