import * as z from 'zod';

const MAX_LINES = 20;
const text = (max: number) => z.string().trim().min(1).max(max);

/** One line of an order; prices are integer cents. */
const orderLineSchema = z.strictObject({
  sku: text(64),
  quantity: z.int().min(1).max(1_000),
  unitPriceCents: z.int().min(0).max(10_000_000),
});

/** Where the parcel goes; an ISO 3166 alpha-2 country, the rest as the customer wrote it. */
const addressSchema = z.object({ country: z.string().regex(/^[A-Z]{2}$/) }).catchall(z.string().max(200));

/** The body of POST /orders. */
export const orderRequestSchema = z.strictObject({
  customer: text(100),
  items: z.array(orderLineSchema).min(1).max(MAX_LINES),
  card: text(100),
  address: addressSchema,
});

/** An accepted order, as it travels in the saga and in every command. */
export const orderSchema = orderRequestSchema.extend({ orderId: text(64), totalCents: z.int().min(0) });

export type OrderRequest = z.infer<typeof orderRequestSchema>;
export type Order = z.infer<typeof orderSchema>;

/** The order that a request asks for: its id and its total in cents. */
export function orderOf(orderId: string, request: OrderRequest): Order {
  const totalCents = request.items.reduce((sum, line) => sum + line.quantity * line.unitPriceCents, 0);
  return { orderId, ...request, totalCents };
}
