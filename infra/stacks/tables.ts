import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { ProtectedTable } from '../constructs/protected-table.ts';

const string = (name: string) => ({ name, type: AttributeType.STRING });

/** The tables of the order system and of the faults, each owned by the service that writes it. */
export class Tables extends Construct {
  readonly sagas = new ProtectedTable(this, 'Sagas', {
    tableName: 'faultline-sagas',
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
    tableName: 'faultline-requests',
    partitionKey: string('idempotencyKey'),
    timeToLiveAttribute: 'expiresAt',
  });
  readonly payments = this.effects('Payments', 'faultline-payments');
  readonly reservations = this.effects('Reservations', 'faultline-reservations');
  readonly shipments = this.effects('Shipments', 'faultline-shipments');
  readonly providerLedger = new ProtectedTable(this, 'ProviderLedger', {
    tableName: 'faultline-provider-ledger',
    partitionKey: string('entryId'),
    appendOnly: true,
  });
  readonly stock = new ProtectedTable(this, 'Stock', { tableName: 'faultline-stock', partitionKey: string('sku') });
  readonly chaos = new ProtectedTable(this, 'Chaos', {
    tableName: 'faultline-chaos',
    partitionKey: string('pk'),
    sortKey: string('id'),
    timeToLiveAttribute: 'ttl',
  });

  /** Every table of the order system, the possible targets of a fault: all but the one that the faults themselves need. */
  get ofSystem(): readonly ProtectedTable[] {
    const { sagas, requests, payments, reservations, shipments, providerLedger, stock } = this;
    return [sagas, requests, payments, reservations, shipments, providerLedger, stock];
  }

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
