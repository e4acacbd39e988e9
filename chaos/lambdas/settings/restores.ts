import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

const RESTORES = 'restores';

const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

const noteSchema = z.object({
  fault: z.string(),
  /** Name of the setting that is changed. */
  subject: z.string(),
  /** Id that the change was asked under. */
  rule: z.string(),
  /** What was there before, of the fields that are changed. */
  found: values,
  /** What the fault puts there. */
  wanted: values,
  /** Epoch milliseconds. */
  startsAt: z.number(),
  /** Epoch milliseconds after which anybody may put it back. */
  expiresAt: z.number(),
  /** `changing` until the change is seen to be there, `restoring` from the first attempt to put it back. */
  state: z.enum(['changing', 'changed', 'restoring']),
  /** The invocation that wrote the note. */
  holder: z.string(),
  /** Epoch milliseconds until which the holder may still be at work; 0: it has finished. */
  heldUntil: z.number(),
});

/** A changed setting, and what to put back. */
export type Note = z.output<typeof noteSchema>;

/** The notes of one kind of fault. At most one lies there for a setting. */
export interface Restores {
  list(): Promise<Note[]>;
  /** Writes a note if `previous` is still the last word on its setting. @returns whether it was */
  claim(note: Note, previous: Note | undefined): Promise<boolean>;
  /** Removes the note unless somebody else has written it since. @returns whether nobody had */
  remove(note: Note): Promise<boolean>;
}

/** Notes as items of the chaos table, under the partition key `restores`. They have no TTL: only who has put back removes one. */
export function openRestores(documents: DynamoDBDocumentClient, table: string, fault: string): Restores {
  const keyOf = ({ subject }: Note) => ({ pk: RESTORES, id: `${fault}#${subject}` });
  const ifStill = (note: Note) => ({
    ConditionExpression: 'holder = :holder AND heldUntil = :heldUntil',
    ExpressionAttributeValues: { ':holder': note.holder, ':heldUntil': note.heldUntil },
  });
  return {
    async list() {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :restores AND begins_with(id, :fault)',
          ExpressionAttributeValues: { ':restores': RESTORES, ':fault': `${fault}#` },
          ConsistentRead: true,
        }),
      );
      return Items.map((item) => noteSchema.parse(item));
    },

    async claim(note, previous) {
      const found = await conflict(
        documents.send(
          new PutCommand({
            TableName: table,
            Item: { ...note, ...keyOf(note) },
            ...(previous ? ifStill(previous) : { ConditionExpression: 'attribute_not_exists(pk)' }),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      // A retry of the SDK may meet what its own first attempt has written.
      return found === null || (found?.holder?.S === note.holder && found.heldUntil?.N === String(note.heldUntil));
    },

    async remove(note) {
      const found = await conflict(
        documents.send(
          new DeleteCommand({
            TableName: table,
            Key: keyOf(note),
            ...ifStill(note),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      return found === null || found === undefined;
    },
  };
}

/** The item that stood in the way of a conditional write: undefined if none was there, null if nothing stood in the way. */
async function conflict(write: Promise<unknown>): Promise<ConditionalCheckFailedException['Item'] | null> {
  try {
    await write;
    return null;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return error.Item;
    throw error;
  }
}
