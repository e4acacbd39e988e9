import type * as z from 'zod';

/** A message that no delivery will ever make sense of; it goes to the dead-letter queue. */
export class PoisonMessage extends Error {
  override readonly name = 'PoisonMessage';
}

/**
 * Reads a message's body.
 *
 * @throws PoisonMessage that says what is wrong with it.
 */
export function parseMessage<Message>(schema: z.ZodType<Message>, body: string): Message {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    throw new PoisonMessage(`The body is not JSON: ${(error as Error).message}`);
  }
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const issues = read.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw new PoisonMessage(`The body is not a message that this queue expects: ${issues.join('; ')}`);
}
