/** Functions of the order system that SQS invokes: what they do not acknowledge is delivered again, what they do is deleted. */
export const consumers: readonly string[] = ['orders-saga', 'payments', 'inventory', 'shipping'].map(
  (name) => `faultline-${name}`,
);
