import { type ChaosFunctionName, chaosFunctionNames, chaosFunctions } from '../../chaos/cdk/chaos-functions.ts';

type ChaosEntries = Record<`chaos-${ChaosFunctionName}`, string>;

/** The file that exports the `handler` of each deployed function, by the function's name without its prefix. */
export const entries = {
  'orders-api': 'functions/orders/api.ts',
  'orders-saga': 'functions/orders/saga.ts',
  'orders-sweeper': 'functions/orders/sweeper.ts',
  payments: 'functions/payments/handler.ts',
  inventory: 'functions/inventory/handler.ts',
  shipping: 'functions/shipping/handler.ts',
  ...(Object.fromEntries(
    chaosFunctionNames.map((name) => [`chaos-${name}`, `chaos/${chaosFunctions[name].entry}`]),
  ) as ChaosEntries),
} as const;

/** The name of a deployed function, without its prefix. */
export type EntryName = keyof typeof entries;

/** The names of all deployed functions, without their prefix. */
export const entryNames = Object.keys(entries) as readonly EntryName[];
