import { UsageError } from '../../kernel/usage-error.ts';
import type { News } from './news.ts';

const tell = (news: News) => new Promise((resolve) => process.send?.(news, resolve));

/** Makes the module that calls it one for {@link inOwnProcess}: does one order, tells how it went, and ends with its parent. */
export function work<Order>(carryOut: (order: Order, report: (line: string) => void) => Promise<void>): void {
  process.once('disconnect', () => process.exit());
  process.once('message', async (order: Order) => {
    try {
      await carryOut(order, (line) => void tell({ line }));
      await tell({ done: true });
    } catch (error) {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      const hint = error instanceof UsageError ? error.hint : undefined;
      await tell({ failed: { message, stack, hint, isUsage: error instanceof UsageError } });
    }
    process.exit();
  });
}
