import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { DeadLetteredQueue } from '../../../infra/constructs/dead-lettered-queue.ts';
import { HandlerFunction } from '../../../infra/constructs/handler-function.ts';
import { ThrottledRestApi } from '../../../infra/constructs/throttled-rest-api.ts';
import type { FillStack } from '../../../system/system.ts';
import { Tables } from './tables.ts';

/** Properties of the {@link OrderSystem}. */
interface OrderSystemProps {
  readonly tables: Tables;
  /** The folder of a handler's bundle. */
  readonly bundle: (handler: string) => string;
}

/** Fills a stack with the order system. */
export const fillStack: FillStack = (stack, bundle) => {
  new OrderSystem(stack, 'OrderSystem', { tables: new Tables(stack, 'Tables'), bundle });
};

/** The order system: orders, which drives each order's saga, and the three services that do its steps. */
class OrderSystem extends Construct {
  constructor(scope: Construct, id: string, { tables, bundle }: OrderSystemProps) {
    super(scope, id);
    const handler = (handlerId: string, name: string, service: string): HandlerFunction =>
      new HandlerFunction(this, handlerId, {
        functionName: `orders-${name}`,
        bundle: bundle(name),
        service,
        timeout: Duration.seconds(5),
      });
    const queue = (name: string, queueName: string): DeadLetteredQueue =>
      new DeadLetteredQueue(this, name, { queueName, visibilityTimeout: Duration.seconds(30) });

    const api = handler('OrdersApi', 'api', 'orders');
    const saga = handler('OrdersSaga', 'saga', 'orders');
    const sweeper = handler('OrdersSweeper', 'sweeper', 'orders');
    const payments = handler('Payments', 'payments', 'payments');
    const inventory = handler('Inventory', 'inventory', 'inventory');
    const shipping = handler('Shipping', 'shipping', 'shipping');

    const orders = queue('OrdersQueue', 'orders-saga');
    const commands = {
      PAYMENTS_QUEUE_URL: queue('PaymentsQueue', 'orders-payments'),
      INVENTORY_QUEUE_URL: queue('InventoryQueue', 'orders-inventory'),
      SHIPPING_QUEUE_URL: queue('ShippingQueue', 'orders-shipping'),
    };
    orders.deliverTo(saga);
    commands.PAYMENTS_QUEUE_URL.deliverTo(payments);
    commands.INVENTORY_QUEUE_URL.deliverTo(inventory);
    commands.SHIPPING_QUEUE_URL.deliverTo(shipping);

    // Whoever drives a saga may have to send the command that it waits for, whichever that is.
    for (const driver of [api, saga, sweeper]) {
      tables.sagas.grantTo(driver, 'SAGAS_TABLE', ['GetItem', 'PutItem']);
      for (const [variable, target] of Object.entries(commands)) {
        target.grantSendTo(driver, variable);
      }
    }
    tables.requests.grantTo(api, 'REQUESTS_TABLE', ['PutItem']);
    tables.sagas.grantIndexQueryTo(sweeper, 'open-sagas');

    for (const service of [payments, inventory, shipping]) {
      orders.grantSendTo(service, 'ORDERS_QUEUE_URL');
    }
    tables.payments.grantTo(payments, 'PAYMENTS_TABLE', ['GetItem', 'PutItem']);
    tables.providerLedger.grantTo(payments, 'PROVIDER_LEDGER_TABLE', ['GetItem', 'PutItem']);
    tables.reservations.grantTo(inventory, 'RESERVATIONS_TABLE', ['PutItem', 'ConditionCheckItem']);
    tables.stock.grantTo(inventory, 'STOCK_TABLE', ['UpdateItem']);
    tables.shipments.grantTo(shipping, 'SHIPMENTS_TABLE', ['PutItem', 'ConditionCheckItem']);

    new ThrottledRestApi(this, 'RestApi', {
      restApiName: 'orders',
      stageName: 'lab',
      handler: api,
      routes: ['POST /orders', 'GET /orders/{id}'],
    });
    // A sweep that fails is not repeated: the next one comes within the minute.
    new Rule(this, 'SweeperSchedule', {
      ruleName: 'orders-sweeper',
      description: 'Drives sagas without progress on.',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(sweeper.function, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
  }
}
