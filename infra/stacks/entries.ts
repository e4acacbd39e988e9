/** The file that exports the `handler` of each deployed function, by the function's name without its prefix. */
export const entries = {
  'orders-api': 'functions/orders/api.ts',
  'orders-saga': 'functions/orders/saga.ts',
  'orders-sweeper': 'functions/orders/sweeper.ts',
  payments: 'functions/payments/handler.ts',
  inventory: 'functions/inventory/handler.ts',
  shipping: 'functions/shipping/handler.ts',
  'chaos-latency': 'chaos/lambdas/latency.ts',
  'chaos-throttle': 'chaos/lambdas/throttle.ts',
  'chaos-failure': 'chaos/lambdas/failure.ts',
  'chaos-concurrency': 'chaos/lambdas/concurrency.ts',
  'chaos-mapping': 'chaos/lambdas/mapping.ts',
  'chaos-queue': 'chaos/lambdas/queue.ts',
  'chaos-table': 'chaos/lambdas/table.ts',
  'chaos-configuration': 'chaos/lambdas/configuration.ts',
} as const;

/** The name of a deployed function, without its prefix. */
export type EntryName = keyof typeof entries;

/** The names of all deployed functions, without their prefix. */
export const entryNames = Object.keys(entries) as readonly EntryName[];
