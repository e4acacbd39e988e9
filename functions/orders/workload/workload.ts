import type { Workload } from '../../../system/workload.ts';
import { placeOrder } from './customer.ts';
import { type PlannedOrder, plannedOrder } from './planned-order.ts';
import { seedStock } from './stock.ts';

/** Customers who place orders. */
export const workload: Workload<PlannedOrder> = {
  prepare: seedStock,
  operation: plannedOrder,
  send: placeOrder,
};
