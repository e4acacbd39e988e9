import { type CancellationReason, transactionCanceled } from '../../../faults/calls/transaction-canceled.ts';
import { refusal } from '../../injected-response.ts';
import { tableOf } from '../call.ts';
import { strikeOf } from '../call-try.ts';
import type { CallInjector } from '../injector.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#API_TransactWriteItems_Errors */
const messages: Readonly<Record<CancellationReason, string>> = {
  TransactionConflict: 'Transaction is ongoing for the item.',
  ThrottlingError:
    'Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so please try again shortly.',
  ProvisionedThroughputExceeded:
    'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.',
  ConditionalCheckFailed: 'The conditional request failed.',
  ItemCollectionSizeLimitExceeded: 'Collection size exceeded.',
};

export const transactionCanceledInjector: CallInjector = {
  fault: transactionCanceled.name,
  async inject(attempt, send) {
    const items = itemsOf(attempt.call.input);
    const strike = items.length === 0 ? undefined : strikeOf(transactionCanceled, attempt);
    if (strike === undefined) return send(attempt.request);
    strike.log();
    const { reason, items: blamed, draw } = strike.effect;
    const table = 'table' in strike.rule.target ? strike.rule.target.table : undefined;
    const suspects = items.flatMap((item, index) => (table === undefined || item === table ? [index] : []));
    const culprits = blamed === 'all' ? suspects : suspects.slice(Math.floor(draw * suspects.length)).slice(0, 1);
    const reasons = items.map((_, index) =>
      culprits.includes(index) ? { Code: reason, Message: messages[reason] } : { Code: 'None' },
    );
    const codes = reasons.map(({ Code }) => Code).join(', ');
    return refusal(attempt.client, {
      code: 'TransactionCanceledException',
      status: 400,
      message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
      members: { CancellationReasons: reasons },
    });
  },
};

/** The table of each item of a transaction, in its order. */
function itemsOf(input: object): (string | undefined)[] {
  if (!('TransactItems' in input) || !Array.isArray(input.TransactItems)) return [];
  return input.TransactItems.map((item) => Object.values(item ?? {}).map(tableOf)[0]);
}
