import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { ProtectedTable } from '../../../infra/constructs/protected-table.ts';

const string = (name: string) => ({ name, type: AttributeType.STRING });

/** The tables of the order system, each owned by the service that writes it. */
export class Tables extends Construct {
  readonly sagas = new ProtectedTable(this, 'Sagas', {
    tableName: 'orders-sagas',
    partitionKey: string('id'),
    // Who judges a run has to see what a record was before it was overwritten.
    versionsReadable: true,
    index: {
      indexName: 'open-sagas',
      partitionKey: string('open'),
      sortKey: { name: 'updatedAt', type: AttributeType.NUMBER },
    },
  });
  readonly requests = new ProtectedTable(this, 'Requests', {
    tableName: 'orders-requests',
    partitionKey: string('idempotencyKey'),
    timeToLiveAttribute: 'expiresAt',
  });
  readonly payments = this.effects('Payments', 'orders-payments');
  readonly reservations = this.effects('Reservations', 'orders-reservations');
  readonly shipments = this.effects('Shipments', 'orders-shipments');
  readonly providerLedger = new ProtectedTable(this, 'ProviderLedger', {
    tableName: 'orders-provider-ledger',
    partitionKey: string('entryId'),
    appendOnly: true,
  });
  readonly stock = new ProtectedTable(this, 'Stock', { tableName: 'orders-stock', partitionKey: string('sku') });

  /** What a service did for an order: one item an effect, written once. */
  private effects(id: string, tableName: string): ProtectedTable {
    return new ProtectedTable(this, id, {
      tableName,
      partitionKey: string('orderId'),
      sortKey: string('effect'),
      appendOnly: true,
    });
  }
}
