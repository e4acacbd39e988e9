import {
  DeleteFunctionConcurrencyCommand,
  type LambdaClient,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { listChanges, lower, restore } from './concurrency.ts';

const wanted = { function: 'f', change: 'c', reservedConcurrency: 1, expiresAt: 9 };
/** Number of AWS calls that an invocation still makes before it dies; it dies before or after its last call takes effect. */
const death = fc.record({ afterCalls: fc.integer({ min: 0, max: 6 }), acknowledged: fc.boolean() });
const invocations = fc.array(fc.record({ kind: fc.constantFrom('lower', 'restore'), death: fc.option(death) }), {
  maxLength: 8,
});
const found = fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined });

describe('a lowered concurrency', () => {
  it('comes back exactly as it was found, whatever was invoked before and wherever it died', async () => {
    await fc.assert(
      fc.asyncProperty(found, invocations, async (before, history) => {
        const account = anAccount(before);
        for (const { kind, death } of history) {
          account.dieAfter(death);
          await (kind === 'lower' ? lower(account, wanted) : restoreAll(account)).catch((error) => {
            if (error !== died) throw error;
          });
        }
        account.dieAfter(null);
        await restoreAll(account);
        expect(account.reserved()).toBe(before);
        expect(await listChanges(account)).toEqual([]);
      }),
    );
  });

  it('is refused under a second id, which changes nothing', async () => {
    const account = anAccount(5);
    await lower(account, wanted);
    await expect(lower(account, { ...wanted, change: 'd', reservedConcurrency: 0 })).rejects.toThrow(
      'already lowered by "c"',
    );
    expect(account.reserved()).toBe(1);
  });
});

const died = new Error('The execution environment died.');

async function restoreAll(account: ReturnType<typeof anAccount>): Promise<void> {
  for (const change of await listChanges(account)) await restore(account, change);
}

/** One function and one table, behind clients that may die. */
function anAccount(before: number | undefined) {
  let reserved = before;
  let dying: { afterCalls: number; acknowledged: boolean } | null = null;
  const notes = new Map<string, Record<string, unknown>>();
  const act = (command: unknown): object => {
    if (command instanceof QueryCommand) return { Items: [...notes.values()] };
    if (command instanceof PutCommand) notes.set(String(command.input.Item?.id), command.input.Item ?? {});
    if (command instanceof DeleteCommand) notes.delete(String(command.input.Key?.id));
    if (command instanceof PutFunctionConcurrencyCommand) reserved = command.input.ReservedConcurrentExecutions;
    if (command instanceof DeleteFunctionConcurrencyCommand) reserved = undefined;
    return { ReservedConcurrentExecutions: reserved };
  };
  const send = async (command: unknown) => {
    if (dying === null) return act(command);
    if (dying.afterCalls-- > 0) return act(command);
    if (dying.acknowledged) act(command);
    throw died;
  };
  return {
    table: 't',
    lambda: { send } as unknown as LambdaClient,
    documents: { send } as unknown as DynamoDBDocumentClient,
    reserved: () => reserved,
    dieAfter(death: typeof dying) {
      dying = death && { ...death };
    },
  };
}
