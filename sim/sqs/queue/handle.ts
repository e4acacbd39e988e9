import { SqsError } from '../calls/errors.ts';

/** What a receipt handle stands for: one receive of one message from one queue. */
export interface Receipt {
  readonly messageId: string;
  readonly number: number;
}

/** A receipt handle; like AWS's it is opaque. */
export function handleOf(queueArn: string, { messageId, number }: Receipt): string {
  return Buffer.from(`${queueArn} ${messageId} ${number}`).toString('base64');
}

/** The receipt that a handle of this queue stands for. Throws AWS's error for any other text. */
export function readHandle(queueArn: string, handle: string): Receipt {
  const [arn, messageId = '', number, ...rest] = Buffer.from(handle, 'base64').toString().split(' ');
  if (arn !== queueArn || number === undefined || rest.length > 0 || !/^\d+$/.test(number))
    throw new SqsError('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`);
  return { messageId, number: Number(number) };
}
